package dev.ddx.writeup;

/** The parts of a chapter about a derivative. */
public enum Section {
    FUNCTION, RULES, DERIVATION, DOMAIN, CHECK, PICTURE, COST
}
