# Sourced by mvnw and aftercare: exports the JAVA_HOME of a JDK 25, or says what is missing and exits 1.
is_jdk25() { [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$1/release" 2>/dev/null; }
if ! is_jdk25 "${JAVA_HOME:-/nowhere}"; then
  for jdk in "${JDK_25:-/nowhere}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /nowhere)")")")" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/java/* /opt/jdk*; do
    if is_jdk25 "$jdk"; then JAVA_HOME=$jdk; break; fi
  done
  if ! is_jdk25 "${JAVA_HOME:-/nowhere}"; then
    echo "aftercare: no JDK 25 found (looked in JAVA_HOME, JDK_25, the path, /usr/lib/jvm and the usual folders): install one, for example Temurin 25, or set JAVA_HOME" >&2
    exit 1
  fi
fi
export JAVA_HOME
