(* The functions of ddx in Coq: those that its library has, with their derivatives, and those that are defined by them. *)

(*@ sin/1 = sin by v_sin *)
Lemma v_sin (u : R) : is_derive sin u (cos u).
Proof. exact (is_derive_sin u). Qed.

(*@ cos/1 = cos by v_cos *)
Lemma v_cos (u : R) : is_derive cos u (- sin u).
Proof. exact (is_derive_cos u). Qed.

(*@ tan/1 = tan unfold needs sin cos *)

(*@ cot/1 = cot unfold needs sin cos *)
Definition cot (u : R) : R := cos u / sin u.

(*@ sec/1 = sec unfold needs sin cos *)
Definition sec (u : R) : R := / cos u.

(*@ csc/1 = csc unfold needs sin cos *)
Definition csc (u : R) : R := / sin u.

(*@ asin/1 = asin by v_asin *)
Lemma v_asin (u : R) : -1 < u < 1 -> is_derive asin u (/ sqrt (1 - u ^ 2)).
Proof.
  intro I; rewrite <- Rsqr_pow2; apply is_derive_Reals.
  replace (/ sqrt (1 - u²)) with (derive_pt asin u (derivable_pt_asin u I)) by (rewrite derive_pt_asin; unfold Rdiv; ring).
  apply derive_pt_eq_1 with (pr := derivable_pt_asin u I); reflexivity.
Qed.

(*@ acos/1 = acos by v_acos *)
Lemma v_acos (u : R) : -1 < u < 1 -> is_derive acos u (- / sqrt (1 - u ^ 2)).
Proof.
  intro I; rewrite <- Rsqr_pow2; apply is_derive_Reals.
  replace (- / sqrt (1 - u²)) with (derive_pt acos u (derivable_pt_acos u I)) by (rewrite derive_pt_acos; unfold Rdiv; ring).
  apply derive_pt_eq_1 with (pr := derivable_pt_acos u I); reflexivity.
Qed.

(*@ atan/1 = atan by v_atan *)
Lemma v_atan (u : R) : is_derive atan u (/ (1 + u ^ 2)).
Proof. rewrite <- Rsqr_pow2; exact (is_derive_atan u). Qed.

(*@ acot/1 = acot unfold needs atan *)
Definition acot (u : R) : R := atan (1 / u).

(*@ asec/1 = asec by v_asec needs acos *)
Definition asec (u : R) : R := acos (1 / u).

Lemma v_asec (u : R) : Rabs u > 1 -> is_derive asec u (/ (u ^ 2 * sqrt (1 - 1 / u ^ 2))).
Proof.
  intro I; destruct (inverse_below u I) as [N B]; unfold asec.
  assert (S : 0 < sqrt (1 - 1 / u ^ 2)) by (apply sqrt_lt_R0; replace (1 / u ^ 2) with ((1 / u) ^ 2) by (field; exact N); nra).
  apply d_is with (1 := d_chain acos _ u _ _ (v_acos _ B) (d_quotient _ _ u _ _ (d_constant 1 u) (d_identity u) N)).
  replace ((1 / u) ^ 2) with (1 / u ^ 2) by (field; exact N); field; split; lra.
Qed.

(*@ acsc/1 = acsc by v_acsc needs asin *)
Definition acsc (u : R) : R := asin (1 / u).

Lemma v_acsc (u : R) : Rabs u > 1 -> is_derive acsc u (- / (u ^ 2 * sqrt (1 - 1 / u ^ 2))).
Proof.
  intro I; destruct (inverse_below u I) as [N B]; unfold acsc.
  assert (S : 0 < sqrt (1 - 1 / u ^ 2)) by (apply sqrt_lt_R0; replace (1 / u ^ 2) with ((1 / u) ^ 2) by (field; exact N); nra).
  apply d_is with (1 := d_chain asin _ u _ _ (v_asin _ B) (d_quotient _ _ u _ _ (d_constant 1 u) (d_identity u) N)).
  replace ((1 / u) ^ 2) with (1 / u ^ 2) by (field; exact N); field; split; lra.
Qed.

(*@ sinh/1 = sinh by v_sinh *)
Lemma v_sinh (u : R) : is_derive sinh u (cosh u).
Proof. apply is_derive_Reals, derivable_pt_lim_sinh. Qed.

(*@ cosh/1 = cosh by v_cosh *)
Lemma v_cosh (u : R) : is_derive cosh u (sinh u).
Proof. apply is_derive_Reals, derivable_pt_lim_cosh. Qed.

(*@ tanh/1 = tanh unfold needs sinh cosh *)

(*@ coth/1 = coth unfold needs sinh cosh *)
Definition coth (u : R) : R := cosh u / sinh u.

(*@ sech/1 = sech unfold needs sinh cosh *)
Definition sech (u : R) : R := / cosh u.

(*@ csch/1 = csch unfold needs sinh cosh *)
Definition csch (u : R) : R := / sinh u.

(*@ asinh/1 = arcsinh by v_arcsinh *)
Lemma v_arcsinh (u : R) : is_derive arcsinh u (/ sqrt (u ^ 2 + 1)).
Proof. apply is_derive_Reals, derivable_pt_lim_arcsinh. Qed.

(*@ acosh/1 = acosh by v_acosh *)
Definition acosh (u : R) : R := ln (u + sqrt (u - 1) * sqrt (u + 1)).

Lemma v_acosh (u : R) : u > 1 -> is_derive acosh u (/ (sqrt (u - 1) * sqrt (u + 1))).
Proof.
  intro I; unfold acosh.
  assert (A : 0 < sqrt (u - 1)) by (apply sqrt_lt_R0; lra); assert (B : 0 < sqrt (u + 1)) by (apply sqrt_lt_R0; lra).
  assert (C : 0 < u + sqrt (u - 1) * sqrt (u + 1)) by (apply Rplus_lt_le_0_compat; [lra | apply Rlt_le, Rmult_lt_0_compat; assumption]).
  auto_derive; change (u + - (1)) with (u - 1); [repeat split; lra |].
  assert (SA : sqrt (u - 1) ^ 2 = u - 1) by (apply pow2_sqrt; lra). assert (SB : sqrt (u + 1) ^ 2 = u + 1) by (apply pow2_sqrt; lra).
  field_simplify_eq [SA SB]; [ring | repeat split; lra].
Qed.

(*@ atanh/1 = atanh unfold *)
Definition atanh (u : R) : R := ln ((1 + u) / (1 - u)) / 2.

(*@ acoth/1 = acoth by v_acoth *)
Definition acoth (u : R) : R := ln ((u + 1) / (u - 1)) / 2.

Lemma v_acoth (u : R) : Rabs u > 1 -> is_derive acoth u (/ (1 - u ^ 2)).
Proof.
  intro I; unfold acoth.
  assert (0 < (u + 1) / (u - 1)).
  { destruct (Rcase_abs u) as [L | G].
    - rewrite Rabs_left in I by exact L. replace ((u + 1) / (u - 1)) with ((- u - 1) / (- u + 1)) by (field; lra); apply Rdiv_lt_0_compat; lra.
    - rewrite Rabs_right in I by exact G; apply Rdiv_lt_0_compat; lra. }
  assert (N : u - 1 <> 0 /\ u + 1 <> 0 /\ 1 - u ^ 2 <> 0).
  { destruct (Rcase_abs u) as [L | G]; [rewrite Rabs_left in I by exact L | rewrite Rabs_right in I by exact G]; repeat split; nra. }
  destruct N as [N1 [N2 N3]]; auto_derive; change (u + - (1)) with (u - 1); [repeat split; assumption |].
  field; repeat split; assumption.
Qed.

(*@ asech/1 = asech unfold needs acosh *)
Definition asech (u : R) : R := acosh (1 / u).

(*@ acsch/1 = acsch unfold needs asinh *)
Definition acsch (u : R) : R := arcsinh (1 / u).

(*@ ln/1 = ln *)

(*@ log/2 = log unfold *)
Definition log (u b : R) : R := ln u / ln b.

(*@ abs/1 = Rabs *)

(*@ sign/1 = sign by v_sign *)

(*@ cbrt/1 = cbrt unfold *)
Definition cbrt (u : R) : R := root 3 u.
