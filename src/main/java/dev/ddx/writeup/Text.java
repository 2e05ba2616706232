package dev.ddx.writeup;

import dev.ddx.render.MathMl;
import java.util.List;

/** Lines of text without any marks. */
final class Text {

    private Text() {
    }

    static String plain(List<Inline> text) {
        StringBuilder out = new StringBuilder();
        for (Inline i : text) {
            out.append(switch (i) {
                case Inline.Words w -> w.text();
                case Inline.Formula f -> MathMl.plainText(f.latex());
                case Inline.Emphasis e -> plain(e.inner());
                case Inline.Code c -> c.text();
                case Inline.Link l -> plain(l.inner());
            });
        }
        return out.toString();
    }
}
