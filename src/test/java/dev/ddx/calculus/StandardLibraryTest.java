package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StandardLibraryTest {

    @Test
    void eachFunctionHasASource() {
        assertThat(StandardLibrary.standard().functions().all()).hasSizeGreaterThan(100).allSatisfy(f -> assertThat(f.source()).as(f.name()).isNotBlank());
    }
}
