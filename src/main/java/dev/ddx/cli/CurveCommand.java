package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.rewrite.Derivation;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** A command about a curve, whose derivative may be evaluated at a point. */
abstract class CurveCommand extends DerivationCommand {

    @Option(names = "--at", paramLabel = "'x = 3, y = 4'", description = "The point at which to evaluate the derivative.")
    List<String> places = new ArrayList<>();

    @Option(names = "--digits", paramLabel = "N", description = "Significant digits of the decimal beside a value that is not rational; 10.")
    int digits = 10;

    CurveCommand(Console console) {
        super(console);
    }

    final String curve(Ddx ddx, Derivation d) {
        return answer(ddx, places.isEmpty() ? d : ddx.onCurve(d, Place.values(ddx, places, reading), digits));
    }
}
