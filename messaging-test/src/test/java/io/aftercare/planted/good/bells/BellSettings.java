package io.aftercare.planted.good.bells;

import org.springframework.boot.context.properties.ConfigurationProperties;

@ConfigurationProperties("bell")
record BellSettings(int times) {}
