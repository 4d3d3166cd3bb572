package io.aftercare.planted.good.bells;

import org.springframework.web.bind.annotation.RestController;

@RestController
class BellController {

    private final Bells bells;

    BellController(Bells bells) {
        this.bells = bells;
    }

    Bells bells() {
        return bells;
    }
}
