package dev.ddx.writeup;

import java.util.List;

/**
 * What is to be seen of a function and its derivative, in numbers.
 *
 * @param description what it shows, in words
 * @param variable the name of the horizontal axis, in LaTeX
 * @param curves the curves, the function first
 * @param asymptotes where a curve leaves the picture for good
 * @param marks single points
 */
public record Plot(String description, String variable, Window window, List<Curve> curves, List<Double> asymptotes, List<Mark> marks, List<Tangent> tangents) {

    public record Window(double left, double right, double bottom, double top) {
    }

    public record Point(double x, double y) {
    }

    /**
     * @param label in LaTeX
     * @param pieces each is drawn through; between them there is a gap
     */
    public record Curve(String label, List<List<Point>> pieces) {
    }

    /** @param isFilled whether the point belongs to the curve */
    public record Mark(Point at, int curve, boolean isFilled) {
    }

    public record Tangent(Point at, double slope) {
    }
}
