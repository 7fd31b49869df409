package dev.sgate.appliance.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void whatIsToBeTypedIsSetAsCode() {
        assertThat(Html.prose("Run `sgate activate` or `sgate status`."))
                .isEqualTo("Run <code>sgate activate</code> or <code>sgate status</code>.");
    }

    /** A stick can name a file as it likes. */
    @Test
    void nothingBetweenBackticksGetsIn() {
        assertThat(Html.prose("`<script>` and ` alone")).isEqualTo("<code>&lt;script&gt;</code> and ` alone");
    }

    @Test
    void anElementWithoutTextIsNotThere() {
        assertThat(Html.element("p class=\"why\"", "")).isEmpty();
        assertThat(Html.element("p class=\"why\"", "a & b")).isEqualTo("<p class=\"why\">a &amp; b</p>");
    }
}
