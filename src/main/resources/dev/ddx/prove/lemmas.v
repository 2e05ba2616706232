(* Rules of differentiation, from those of Coquelicot. *)

Lemma d_is (f : R -> R) (x a b : R) : is_derive f x a -> a = b -> is_derive f x b.
Proof. intros H E; rewrite <- E; exact H. Qed.

Lemma one_derivative (f : R -> R) (x a b : R) : is_derive f x a -> is_derive f x b -> a = b.
Proof. intros A B; rewrite <- (is_derive_unique f x a A); exact (is_derive_unique f x b B). Qed.

Lemma d_constant (c x : R) : is_derive (fun _ => c) x 0.
Proof. exact (is_derive_const c x). Qed.

Lemma d_identity (x : R) : is_derive (fun t => t) x 1.
Proof. exact (is_derive_id x). Qed.

Lemma d_opposite (f : R -> R) (x a : R) : is_derive f x a -> is_derive (fun t => - f t) x (- a).
Proof. exact (is_derive_opp f x a). Qed.

Lemma d_sum (f g : R -> R) (x a b : R) :
  is_derive f x a -> is_derive g x b -> is_derive (fun t => f t + g t) x (a + b).
Proof. exact (is_derive_plus f g x a b). Qed.

Lemma d_difference (f g : R -> R) (x a b : R) :
  is_derive f x a -> is_derive g x b -> is_derive (fun t => f t - g t) x (a - b).
Proof. exact (is_derive_minus f g x a b). Qed.

Lemma d_product (f g : R -> R) (x a b : R) :
  is_derive f x a -> is_derive g x b -> is_derive (fun t => f t * g t) x (a * g x + f x * b).
Proof. intros F G; apply (is_derive_mult f g x a b F G); intros; apply Rmult_comm. Qed.

Lemma d_quotient (f g : R -> R) (x a b : R) :
  is_derive f x a -> is_derive g x b -> g x <> 0 -> is_derive (fun t => f t / g t) x ((a * g x - f x * b) / g x ^ 2).
Proof. exact (is_derive_div f g x a b). Qed.

Lemma d_inverse (g : R -> R) (x b : R) : is_derive g x b -> g x <> 0 -> is_derive (fun t => / g t) x (- b / g x ^ 2).
Proof. exact (is_derive_inv g x b). Qed.

Lemma d_chain (f u : R -> R) (x a b : R) :
  is_derive f (u x) a -> is_derive u x b -> is_derive (fun t => f (u t)) x (a * b).
Proof. intros F U; apply d_is with (1 := is_derive_comp f u x a b F U); apply Rmult_comm. Qed.

Lemma d_power (u : R -> R) (n : nat) (x a : R) :
  is_derive u x a -> is_derive (fun t => u t ^ n) x (IZR (Z.of_nat n) * u x ^ pred n * a).
Proof. intro U; apply d_is with (1 := is_derive_pow u n x a U); rewrite INR_IZR_INZ; ring. Qed.

Lemma d_integer_power (u : R -> R) (n : Z) (x a : R) :
  is_derive u x a -> u x <> 0 -> is_derive (fun t => powerRZ (u t) n) x (IZR n * powerRZ (u x) n / u x * a).
Proof.
  intros U N; destruct n as [|p|p]; simpl powerRZ.
  - apply d_is with (1 := d_constant 1 x); field; exact N.
  - rewrite <- (positive_nat_Z p); destruct (Pos2Nat.is_succ p) as [k E]; rewrite E.
    apply d_is with (1 := d_power u (S k) x a U); generalize (IZR (Z.of_nat (S k))); intro m; change (u x ^ S k) with (u x * u x ^ k); cbn [pred]; field; exact N.
  - change (IZR (Z.neg p)) with (- IZR (Z.pos p)).
    rewrite <- (positive_nat_Z p); destruct (Pos2Nat.is_succ p) as [k E]; rewrite E.
    apply d_is with (1 := d_inverse _ x _ (d_power u (S k) x a U) (pow_nonzero _ _ N)); generalize (IZR (Z.of_nat (S k))); intro m; change (u x ^ S k) with (u x * u x ^ k); cbn [pred].
    field; repeat split; try apply pow_nonzero; exact N.
Qed.

Lemma d_exponential (u : R -> R) (x a : R) : is_derive u x a -> is_derive (fun t => exp (u t)) x (exp (u x) * a).
Proof. apply d_chain, is_derive_exp. Qed.

Lemma d_logarithm (u : R -> R) (x a : R) : is_derive u x a -> 0 < u x -> is_derive (fun t => ln (u t)) x (a / u x).
Proof. intros U P; apply d_is with (1 := d_chain ln u x _ a (is_derive_ln _ P) U); unfold Rdiv; ring. Qed.

(* Without a derivative of u or of v, one of them is constant; the logarithm of u is written only where v is not. *)
Lemma d_real_power (u : R -> R) (n x a : R) :
  is_derive u x a -> 0 < u x -> is_derive (fun t => Rpower (u t) n) x (n * Rpower (u x) n / u x * a).
Proof.
  intros U P; unfold Rpower.
  apply d_is with (1 := d_exponential _ x _ (d_product _ _ x _ _ (d_constant n x) (d_logarithm u x a U P))); field; lra.
Qed.

Lemma d_variable_power (u v : R -> R) (x a b : R) :
  is_derive u x a -> is_derive v x b -> 0 < u x ->
  is_derive (fun t => Rpower (u t) (v t)) x (Rpower (u x) (v x) * (b * ln (u x) + v x * a / u x)).
Proof.
  intros U V P; unfold Rpower.
  apply d_is with (1 := d_exponential _ x _ (d_product _ _ x _ _ V (d_logarithm u x a U P))); field; lra.
Qed.

Lemma d_square_root (u : R -> R) (x a : R) : is_derive u x a -> 0 < u x -> is_derive (fun t => sqrt (u t)) x (a / (2 * sqrt (u x))).
Proof. intros U P; exact (is_derive_sqrt u x a U P). Qed.

Lemma d_absolute (u : R -> R) (x a : R) : is_derive u x a -> u x <> 0 -> is_derive (fun t => Rabs (u t)) x (u x / Rabs (u x) * a).
Proof.
  intros U N; apply d_is with (1 := is_derive_Rabs u x a U N); destruct (Rdichotomy _ _ N) as [L | G].
  - rewrite sign_eq_m1, Rabs_left by exact L; field; lra.
  - rewrite sign_eq_1, Rabs_right by lra; field; lra.
Qed.

(* The real n-th root: for odd n of every number, for even n of those that are not negative. *)
Definition root (n : nat) (u : R) : R := sign u * Rpower (Rabs u) (/ INR n).

Lemma root_power (n : nat) (u : R) : (0 < n)%nat -> (0 <= u \/ Nat.Odd n) -> root n u ^ n = u.
Proof.
  intros N D; assert (M : INR n <> 0) by (apply not_0_INR; lia); unfold root.
  rewrite Rpow_mult_distr; destruct (Rtotal_order u 0) as [L | [E | G]].
  - destruct D as [C | [m O]]; [lra |].
    rewrite sign_eq_m1 by exact L; rewrite <- (Rpower_pow n (Rpower (Rabs u) (/ INR n))) by apply exp_pos; rewrite Rpower_mult, Rinv_l by exact M.
    rewrite Rpower_1 by (apply Rabs_pos_lt; lra); rewrite O, Nat.add_1_r, pow_1_odd, Rabs_left by exact L; ring.
  - rewrite E, sign_0, pow_i by exact N; ring.
  - rewrite sign_eq_1, pow1 by exact G; rewrite <- (Rpower_pow n (Rpower (Rabs u) (/ INR n))) by apply exp_pos; rewrite Rpower_mult, Rinv_l by exact M.
    rewrite Rpower_1 by (apply Rabs_pos_lt; lra); rewrite Rabs_right by lra; ring.
Qed.

Lemma root_of_positive (n : nat) (u : R) : 0 < u -> root n u = Rpower u (/ INR n).
Proof. intro P; unfold root; rewrite sign_eq_1, Rabs_right by lra; ring. Qed.

Lemma root_positive (n : nat) (u : R) : 0 < u -> 0 < root n u.
Proof. intro P; rewrite root_of_positive by exact P; apply exp_pos. Qed.

Lemma root_nonzero (n : nat) (u : R) : u <> 0 -> root n u <> 0.
Proof. intro N; unfold root; apply Rmult_integral_contrapositive_currified; [apply sign_neq_0, N | apply Rgt_not_eq, exp_pos]. Qed.

Lemma v_sign (x : R) : x <> 0 -> is_derive sign x 0.
Proof.
  intro N; destruct (Rdichotomy _ _ N) as [L | G].
  - apply is_derive_ext_loc with (f := fun _ => -1); [| exact (is_derive_const (-1) x)].
    apply (filter_imp (fun t => t < 0)); [intros t T; symmetry; exact (sign_eq_m1 t T) | exact (open_lt 0 x L)].
  - apply is_derive_ext_loc with (f := fun _ => 1); [| exact (is_derive_const 1 x)].
    apply (filter_imp (fun t => 0 < t)); [intros t T; symmetry; exact (sign_eq_1 t T) | exact (open_gt 0 x G)].
Qed.

Lemma d_root (u : R -> R) (n : nat) (x a : R) :
  is_derive u x a -> u x <> 0 -> is_derive (fun t => root n (u t)) x (root n (u x) / u x * / IZR (Z.of_nat n) * a).
Proof.
  intros U N; rewrite <- INR_IZR_INZ; unfold root.
  assert (P : 0 < Rabs (u x)) by exact (Rabs_pos_lt _ N).
  apply d_is with (1 := d_product _ _ x _ _ (d_chain sign u x 0 a (v_sign _ N) U) (d_real_power _ (/ INR n) x _ (d_absolute u x a U N) P)).
  pose proof (pow2_abs (u x)) as E; rewrite Rmult_0_l, Rmult_0_l, Rplus_0_l.
  replace (u x / Rabs (u x)) with (Rabs (u x) / u x) by (field_simplify_eq [E]; [ring | split; lra]).
  generalize (/ INR n); intro m; field; split; lra.
Qed.

Lemma sine_cosine (u : R) : sin u ^ 2 = 1 - cos u ^ 2.
Proof. pose proof (sin2_cos2 u) as E; unfold Rsqr in E; nra. Qed.

Lemma cosh_sinh (u : R) : cosh u ^ 2 = 1 + sinh u ^ 2.
Proof. unfold cosh, sinh; rewrite exp_Ropp; field; apply Rgt_not_eq, exp_pos. Qed.

Lemma cosh_is_positive (u : R) : 0 < cosh u.
Proof. unfold cosh; pose proof (exp_pos u); pose proof (exp_pos (- u)); lra. Qed.

Lemma sinh_nonzero (u : R) : u <> 0 -> sinh u <> 0.
Proof.
  intros N E; destruct (Rdichotomy _ _ N) as [L | G].
  - pose proof (sinh_lt u 0 L) as S; rewrite sinh_0 in S; lra.
  - pose proof (sinh_lt 0 u G) as S; rewrite sinh_0 in S; lra.
Qed.

Lemma exp_multiple (n : nat) (u : R) : exp (INR n * u) = exp u ^ n.
Proof. induction n as [|n I]; [simpl; rewrite Rmult_0_l; apply exp_0 |]; rewrite S_INR, Rmult_plus_distr_r, exp_plus, I, Rmult_1_l; simpl; ring. Qed.
(* Side conditions. *)

Lemma inverse_below (u : R) : Rabs u > 1 -> u <> 0 /\ -1 < 1 / u < 1.
Proof.
  intro I; assert (N : u <> 0) by (intro E; rewrite E, Rabs_R0 in I; lra); split; [exact N |].
  assert (M : Rabs (1 / u) * Rabs u = 1) by (rewrite <- Rabs_mult; replace (1 / u * u) with 1 by (field; exact N); apply Rabs_R1).
  assert (A : Rabs (1 / u) < 1) by (pose proof (Rabs_pos (1 / u)); nra); apply Rabs_def2 in A; lra.
Qed.

Lemma positive_or_negative (a b : R) : a < 0 -> b < 0 -> 0 < a / b.
Proof. intros A B; replace (a / b) with ((- a) / (- b)) by (field; lra); apply Rdiv_lt_0_compat; lra. Qed.

Lemma log_nonzero (u : R) : 0 < u -> u <> 1 -> ln u <> 0.
Proof. intros P N E; apply N; rewrite <- (exp_ln u P), E; apply exp_0. Qed.

Lemma exp_not_one (u : R) : u <> 0 -> exp u - 1 <> 0.
Proof. intros N E; apply N, exp_inv; rewrite exp_0; lra. Qed.

Lemma square_root_square (u : R) : 0 <= u -> sqrt u ^ 2 = u.
Proof. exact (pow2_sqrt u). Qed.

Lemma square_root_of_square (u : R) : sqrt (u ^ 2) = Rabs u.
Proof. rewrite <- Rsqr_pow2; apply sqrt_Rsqr_abs. Qed.

Lemma above_minus_root (u w : R) : u ^ 2 < w -> 0 < u + sqrt w.
Proof.
  intro L; pose proof (pow2_ge_0 u) as P; assert (S : 0 < sqrt w) by (apply sqrt_lt_R0; lra).
  assert (E : sqrt w ^ 2 = w) by (apply pow2_sqrt; lra); nra.
Qed.

Ltac note P := let T := type of P in lazymatch goal with _ : T |- _ => fail | _ => pose proof P end.

Ltac noted :=
  repeat match goal with
  | H : _ /\ _ |- _ => destruct H
  | |- context [exp ?u] => note (exp_pos u)
  | _ : context [exp ?u] |- _ => note (exp_pos u)
  | |- context [Rpower ?u ?n] => note (exp_pos (n * ln u) : 0 < Rpower u n)
  | |- context [sqrt ?u] => note (sqrt_pos u)
  | _ : context [sqrt ?u] |- _ => note (sqrt_pos u)
  | |- context [cosh ?u] => note (cosh_is_positive u)
  | |- context [Rabs ?u] => note (Rabs_pos u)
  | |- context [Rabs ?u] => note (pow2_abs u)
  | _ : context [Rabs ?u] |- _ => note (Rabs_pos u)
  | _ : context [Rabs ?u] |- _ => note (pow2_abs u)
  | |- context [sin ?u] => note (proj1 (SIN_bound u))
  | |- context [sin ?u] => note (proj2 (SIN_bound u))
  | |- context [cos ?u] => note (proj1 (COS_bound u))
  | |- context [cos ?u] => note (proj2 (COS_bound u))
  | _ : context [sin ?u] |- _ => note (proj1 (SIN_bound u))
  | _ : context [sin ?u] |- _ => note (proj2 (SIN_bound u))
  | _ : context [cos ?u] |- _ => note (proj1 (COS_bound u))
  | _ : context [cos ?u] |- _ => note (proj2 (COS_bound u))
  | |- context [?u ^ 2] => note (pow2_ge_0 u)
  | |- context [/ ?u] => lazymatch goal with _ : 0 < / u |- _ => fail | _ => assert (0 < / u) by (apply Rinv_0_lt_compat; lra); assert (u * / u = 1) by (apply Rinv_r; lra) end
  | |- context [PI] => note PI_RGT_0
  | _ : context [PI] |- _ => note PI_RGT_0
  end.

Ltac arithmetic := first [assumption | lra | solve [unfold Rdiv in *; noted; first [lra | nra]]].

Ltac positive :=
  first
  [ assumption
  | lra
  | match goal with
    | |- ?a > 0 => change (0 < a); positive
    | |- 0 < exp _ => apply exp_pos
    | |- 0 < Rpower _ _ => apply exp_pos
    | |- 0 < root _ _ => apply root_positive; positive
    | |- 0 < PI => exact PI_RGT_0
    | |- 0 < cosh _ => apply cosh_is_positive
    | |- 0 < sqrt _ => apply sqrt_lt_R0; positive
    | |- 0 < / _ => apply Rinv_0_lt_compat; positive
    | |- 0 < _ / _ => apply Rdiv_lt_0_compat; positive
    | |- 0 < _ * _ => apply Rmult_lt_0_compat; positive
    | |- 0 < _ ^ 2 => apply pow2_gt_0; nonzero
    | |- 0 < _ ^ _ => apply pow_lt; positive
    | |- 0 < _ + _ => apply Rplus_lt_le_0_compat; [positive | nonnegative]
    | |- 0 < _ + sqrt _ => apply above_minus_root; arithmetic
    | |- 0 < _ + _ => apply Rplus_le_lt_0_compat; [nonnegative | positive]
    | |- 0 < Rabs _ => apply Rabs_pos_lt; nonzero
    | |- 0 < ln ?u => rewrite <- ln_1; apply ln_increasing; arithmetic
    | |- 0 < _ / _ => apply positive_or_negative; arithmetic
    end
  | arithmetic ]
with nonnegative :=
  first
  [ assumption
  | lra
  | match goal with
    | |- ?a >= 0 => apply Rle_ge; nonnegative
    | |- 0 <= sqrt _ => apply sqrt_pos
    | |- 0 <= Rabs _ => apply Rabs_pos
    | |- 0 <= _ ^ 2 => apply pow2_ge_0
    | |- 0 <= _ * _ => apply Rmult_le_pos; nonnegative
    | |- 0 <= _ + _ => apply Rplus_le_le_0_compat; nonnegative
    end
  | apply Rlt_le; positive
  | arithmetic ]
with nonzero :=
  first
  [ assumption
  | match goal with
    | |- _ * _ <> 0 => apply Rmult_integral_contrapositive_currified; nonzero
    | |- / _ <> 0 => apply Rinv_neq_0_compat; nonzero
    | |- ?a / ?b <> 0 => unfold Rdiv; nonzero
    | |- _ ^ _ <> 0 => apply pow_nonzero; nonzero
    | |- powerRZ _ _ <> 0 => apply powerRZ_NOR; nonzero
    | |- - _ <> 0 => apply Ropp_neq_0_compat; nonzero
    | |- sqrt _ <> 0 => apply Rgt_not_eq, sqrt_lt_R0; positive
    | |- Rabs _ <> 0 => apply Rabs_no_R0; nonzero
    | |- sinh _ <> 0 => apply sinh_nonzero; nonzero
    | |- exp _ <> 0 => apply Rgt_not_eq, exp_pos
    | |- exp _ - 1 <> 0 => apply exp_not_one; nonzero
    | |- Rpower _ _ <> 0 => apply Rgt_not_eq, exp_pos
    | |- root _ _ <> 0 => apply root_nonzero; nonzero
    | |- ln _ <> 0 => apply log_nonzero; [positive | nonzero]
    end
  | match goal with
    | H : ?b <> ?c |- ?a <> _ => let E := fresh in intro E; apply H; solve [lra | nra]
    | H : ?b <> ?c |- ?a <> _ => let E := fresh in intro E; apply H; solve [field_simplify_eq in E; [lra | repeat split; nonzero]]
    end
  | apply Rgt_not_eq; positive
  | apply Rlt_not_eq; arithmetic
  | let E := fresh in intro E; exfalso; noted; first [lra | nra] ].

Ltac side :=
  cbv beta in *;
  lazymatch goal with
  | |- True => exact I
  | |- _ /\ _ => split; side
  | |- _ <> _ => nonzero
  | |- 0 < _ => positive
  | |- 0 <= _ => nonnegative
  | |- _ => arithmetic
  end.

(* Equations, by the laws that are valid where both sides have a meaning. *)

Ltac alike f :=
  repeat match goal with
  | |- context [f ?a] =>
    match goal with
    | |- context [f ?b] =>
      tryif constr_eq a b then fail else replace (f b) with (f a) by (apply f_equal; first [ring | field; side])
    end
  end.

Ltac exponentials :=
  repeat match goal with
  | |- context [exp (?a + ?b)] => rewrite (exp_plus a b)
  | |- context [exp (?a - ?b)] => replace (exp (a - b)) with (exp a / exp b) by (unfold Rdiv, Rminus; rewrite exp_plus, exp_Ropp; reflexivity)
  | |- context [exp (- ?a)] => rewrite (exp_Ropp a)
  | |- context [exp (ln ?a)] => rewrite (exp_ln a) by side
  | |- context [exp 0] => rewrite exp_0
  | |- context [exp ?a] =>
    match goal with
    | |- context [exp ?b] =>
      tryif constr_eq a b then fail else
      first
      [ replace (exp b) with (exp a) by (apply f_equal; first [ring | field; side])
      | replace (exp b) with (/ exp a) by (rewrite <- exp_Ropp; apply f_equal; first [ring | field; side])
      | replace (exp b) with (exp a ^ 2) by (rewrite <- exp_multiple; apply f_equal; simpl INR; first [ring | field; side])
      | replace (exp b) with (exp a ^ 3) by (rewrite <- exp_multiple; apply f_equal; simpl INR; first [ring | field; side]) ]
    end
  end.

Lemma real_power_below (u n m : R) : 0 < u -> m = n - 1 -> Rpower u m = Rpower u n / u.
Proof. intros P E; rewrite E; unfold Rminus; rewrite Rpower_plus, Rpower_Ropp, Rpower_1 by exact P; reflexivity. Qed.

Lemma real_power_above (u n m : R) : 0 < u -> m = n + 1 -> Rpower u m = Rpower u n * u.
Proof. intros P E; rewrite E, Rpower_plus, Rpower_1 by exact P; reflexivity. Qed.

Lemma integer_power_below (u : R) (n m : Z) : u <> 0 -> m = (n - 1)%Z -> powerRZ u m = powerRZ u n / u.
Proof. intros N E; rewrite E; unfold Z.sub; rewrite powerRZ_add by exact N; simpl; field; exact N. Qed.

Lemma integer_power_above (u : R) (n m : Z) : u <> 0 -> m = (n + 1)%Z -> powerRZ u m = powerRZ u n * u.
Proof. intros N E; rewrite E, powerRZ_add by exact N; simpl; ring. Qed.

Ltac powers :=
  repeat match goal with
  | |- context [Rpower ?u ?n] =>
    match goal with
    | |- context [Rpower u ?m] =>
      tryif constr_eq n m then fail else
      first
      [ replace (Rpower u m) with (Rpower u n) by (apply f_equal; first [ring | field; side])
      | rewrite (real_power_below u n m) by first [side | ring | field; side]
      | rewrite (real_power_above u n m) by first [side | ring | field; side] ]
    end
  | |- context [powerRZ ?u ?n] =>
    match goal with
    | |- context [powerRZ u ?m] =>
      tryif constr_eq n m then fail else
      first
      [ rewrite (integer_power_below u n m) by first [side | lia]
      | rewrite (integer_power_above u n m) by first [side | lia] ]
    end
  end.

Ltac logarithms :=
  repeat match goal with
  | |- context [ln (exp ?a)] => rewrite (ln_exp a)
  | |- context [ln 1] => rewrite ln_1
  | |- context [ln (?a * ?b)] => rewrite (ln_mult a b) by side
  | |- context [ln (?a / ?b)] => rewrite (ln_div a b) by side
  | |- context [ln (/ ?a)] => rewrite (ln_Rinv a) by side
  end.

Ltac roots :=
  repeat match goal with
  | |- context [sqrt (?u * ?v)] => rewrite (sqrt_mult_alt u v) by side
  | |- context [sqrt (?u / ?v)] => rewrite (sqrt_div_alt u v) by side
  | |- context [sqrt (?u ^ 3)] => replace (sqrt (u ^ 3)) with (u * sqrt u) by (replace (u ^ 3) with (u ^ 2 * u) by ring; rewrite sqrt_mult_alt, square_root_of_square, Rabs_pos_eq by side; reflexivity)
  end.

Ltac double_angles :=
  repeat match goal with
  | |- context [sin (2 * ?u)] => rewrite (sin_2a u)
  | |- context [cos (2 * ?u)] => rewrite (cos_2a u)
  end.

(* The sine and cosine of twice an angle that occurs, however it is written. *)
Ltac half_angles :=
  repeat match goal with
  | |- context [sin ?a] => match goal with
    | |- context [sin ?b] => tryif constr_eq a b then fail else replace (sin b) with (2 * sin a * cos a) by (rewrite <- sin_2a; apply f_equal; first [ring | field; side])
    | |- context [cos ?b] => tryif constr_eq a b then fail else replace (cos b) with (1 - 2 * sin a * sin a) by (rewrite <- cos_2a_sin; apply f_equal; first [ring | field; side])
    end
  | |- context [cos ?a] => match goal with
    | |- context [sin ?b] => tryif constr_eq a b then fail else replace (sin b) with (2 * sin a * cos a) by (rewrite <- sin_2a; apply f_equal; first [ring | field; side])
    | |- context [cos ?b] => tryif constr_eq a b then fail else replace (cos b) with (2 * cos a * cos a - 1) by (rewrite <- cos_2a_cos; apply f_equal; first [ring | field; side])
    end
  end.

Ltac laws :=
  repeat match goal with
  | |- context [sin ?u] => note (sine_cosine u)
  | |- context [Rabs ?u] => note (pow2_abs u)
  | |- context [sqrt ?u] =>
    lazymatch goal with
    | _ : sqrt u ^ 2 = u |- _ => fail
    | _ => assert (sqrt u ^ 2 = u) by (apply square_root_square; side)
    end
  | |- context [root ?n ?u] =>
    lazymatch goal with
    | _ : root n u ^ n = u |- _ => fail
    | _ => assert (root n u ^ n = u) by (apply root_power; [repeat constructor | first [right; exists (Nat.div2 n); reflexivity | left; side]])
    end
  | |- context [sinh ?u] => note (cosh_sinh u)
  | |- context [cosh ?u] => note (cosh_sinh u)
  end.

(* field, where the left sides of the laws may be replaced by their right sides. *)
Ltac field_by_laws :=
  lazymatch goal with
  | A : _ ^ _ = _, B : _ ^ _ = _, C : _ ^ _ = _, D : _ ^ _ = _, E : _ ^ _ = _ |- _ => field [A B C D E]
  | A : _ ^ _ = _, B : _ ^ _ = _, C : _ ^ _ = _, D : _ ^ _ = _ |- _ => field [A B C D]
  | A : _ ^ _ = _, B : _ ^ _ = _, C : _ ^ _ = _ |- _ => field [A B C]
  | A : _ ^ _ = _, B : _ ^ _ = _ |- _ => field [A B]
  | A : _ ^ _ = _ |- _ => field [A]
  | |- _ => field
  end.

(* A root of a fraction: its law without the denominator. *)
Ltac cleared :=
  repeat match goal with
  | A : sqrt ?u ^ 2 = ?u |- _ =>
    lazymatch u with context [_ / _] => idtac | context [/ _] => idtac end;
    field_simplify_eq in A; lazymatch goal with |- _ = _ => idtac | |- _ => repeat split; side end
  end.

Ltac field_by_cleared :=
  lazymatch goal with
  | A : _ * _ = _, B : _ * _ = _ |- _ => field [A B]
  | A : _ * _ = _, B : _ ^ _ = _ |- _ => field [A B]
  | A : _ * _ = _ |- _ => field [A]
  end.

Ltac arguments_alike := alike sin; alike cos; alike sqrt; alike ln; alike atan; alike asin; alike acos; alike sinh; alike cosh; alike Rabs; alike exp.

Ltac literal n := lazymatch n with O => idtac | S ?m => literal m end.

(* A natural number n that is not written: x^n by x^(n - 1). *)
Ltac naturals :=
  repeat match goal with |- context [IZR (Z.of_nat ?n)] => is_var n; rewrite <- (INR_IZR_INZ n) end;
  rewrite ?Nat.sub_1_r, ?Nat.add_1_r;
  repeat match goal with
  | |- context [Nat.pred ?n] => is_var n; destruct n as [| n]
  | |- context [?u ^ S ?n] => tryif literal n then fail else rewrite <- (tech_pow_Rmult u n)
  end;
  change (INR 0) with 0;
  cbn [Nat.pred].

Ltac same :=
  cbv beta; naturals; cbn [Z.of_nat Pos.of_succ_nat Pos.succ Nat.pred]; rewrite ?square_root_of_square;
  first
  [ reflexivity
  | solve [field; side]
  | solve [powers; field; side]
  | solve [arguments_alike; laws; field_by_laws; side]
  | solve [arguments_alike; laws; cleared; field_by_cleared; side]
  | solve [half_angles; arguments_alike; laws; field_by_laws; side]
  | solve [double_angles; logarithms; exponentials; powers; arguments_alike; laws; field_by_laws; side]
  | solve [logarithms; exponentials; powers; roots; arguments_alike; laws; field_by_laws; side]
  | solve [unfold Rpower, sinh, cosh in *; logarithms; exponentials; arguments_alike; laws; field_by_laws; side] ].
