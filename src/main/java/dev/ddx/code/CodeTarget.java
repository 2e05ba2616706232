package dev.ddx.code;

import java.util.Locale;
import java.util.function.Supplier;

/** A language in which functions and derivatives are written as code. */
public enum CodeTarget {
    /** A class with static methods of double. */
    JAVA(JavaLanguage::new),
    /** C99 functions of double. */
    C(CLanguage::new),
    /** Python functions of numbers and NumPy arrays; SciPy where there are special functions. */
    PYTHON_NUMPY(PythonLanguage::numpy),
    /** Python functions of PyTorch tensors, and a {@code torch.autograd.Function} for forward and backward. */
    PYTORCH(PythonLanguage::pytorch),
    /** Python functions of JAX arrays, and a {@code jax.custom_vjp} for forward and backward. */
    JAX(PythonLanguage::jax),
    /** Julia functions of numbers, to be broadcast with a dot. */
    JULIA(JuliaLanguage::new),
    /** A LaTeX algorithm in the notation of the packages algorithm and algpseudocode. */
    LATEX_ALGORITHM(LatexLanguage::new);

    private final Supplier<Language> language;

    CodeTarget(Supplier<Language> language) {
        this.language = language;
    }

    Language language() {
        return language.get();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
