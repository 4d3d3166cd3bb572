package io.aftercare.messaging.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real Chromium, to look at customers' pages as they do. Pictures of what it showed are in {@code
 * target/pictures} afterwards.
 */
public final class WebBrowser implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final int HEIGHT = 800;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    private WebBrowser(Path program) {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(program)
                                        // for root, as in containers; only our own pages are opened
                                        .setArgs(List.of("--no-sandbox")));
    }

    /** Opens a browser, or skips the test where none is on the path. */
    public static WebBrowser open() {
        return new WebBrowser(
                installed().orElseGet(() -> abort("no " + String.join(", ", NAMES) + " on PATH")));
    }

    private static Optional<Path> installed() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * A page in a window of its own.
     *
     * @param width of the window, in CSS pixels
     */
    public Page page(String address, int width) {
        Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(width, HEIGHT));
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error")) {
                        complaints.add(message.text());
                    }
                });
        page.onPageError(complaints::add);
        page.navigate(address);
        return page;
    }

    /** Keeps a picture of all of the page, and checks that nothing of it lies beside the window. */
    public void picture(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "pictures", name + ".png")));
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("%s fits into its window", name)
                .isEqualTo(true);
    }

    /** What the browser complained of: refused styles and forms, failed requests. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
