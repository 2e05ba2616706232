package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.parse.Parsed;
import dev.ddx.parse.ParsedList;
import dev.ddx.parse.Places;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the texts of one question, and knows where in them an error of mathematics is. */
final class Reading {

    private final Console console;
    private final List<Places> places = new ArrayList<>();
    private final Set<String> told = new HashSet<>();

    /** @param console where it is told how surprising notation was read, or null */
    Reading(Console console) {
        this.console = console;
    }

    Expr expression(Ddx ddx, String text, Set<String> variables, boolean undeclaredFunctions) {
        Parsed parsed = ddx.read(text, variables, undeclaredFunctions);
        note(parsed.notes(), parsed.places());
        return parsed.expression();
    }

    /** The expressions of a list, or one. */
    List<Expr> expressions(Ddx ddx, String text, Set<String> variables, boolean undeclaredFunctions) {
        ParsedList parsed = ddx.readList(text, variables, undeclaredFunctions);
        note(parsed.notes(), parsed.places());
        return parsed.expressions();
    }

    private void note(List<String> notes, Places read) {
        if (console != null) {
            notes.stream().filter(told::add).forEach(console::note);
        }
        places.add(read);
    }

    /** Carries out what reads by this; its errors have the place of the part that they are about, if that was read. */
    <T> T locate(Supplier<T> task) {
        try {
            return task.get();
        } catch (DdxException e) {
            DdxException located = e;
            for (Places p : places) {
                located = p.locate(located);
            }
            throw located;
        }
    }
}
