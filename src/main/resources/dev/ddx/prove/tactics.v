Ltac derive :=
  lazymatch goal with
  | |- is_derive (fun _ => ?c) _ _ => apply d_constant
  | |- is_derive (fun t => t) _ _ => apply d_identity
  | |- is_derive (fun t => - @?f t) _ _ => apply (d_opposite f); derive
  | |- is_derive (fun t => @?f t + @?g t) _ _ => apply (d_sum f g); derive
  | |- is_derive (fun t => @?f t - @?g t) _ _ => apply (d_difference f g); derive
  | |- is_derive (fun t => @?f t * @?g t) _ _ => apply (d_product f g); derive
  | |- is_derive (fun t => @?f t / @?g t) _ _ => apply (d_quotient f g); [derive | derive | side]
  | |- is_derive (fun t => / @?g t) _ _ => apply (d_inverse g); [derive | side]
  | |- is_derive (fun t => @?u t ^ _) _ _ => apply (d_power u); derive
  | |- is_derive (fun t => powerRZ (@?u t) _) _ _ => apply (d_integer_power u); [derive | side]
  | |- is_derive (fun t => Rpower (@?u t) (@?v t)) _ _ =>
    lazymatch v with
    | fun _ => ?n => apply (d_real_power u n); [derive | side]
    | _ => apply (d_variable_power u v); [derive | derive | side]
    end
  | |- is_derive (fun t => exp (@?u t)) _ _ => apply (d_exponential u); derive
  | |- is_derive (fun t => ln (@?u t)) _ _ => apply (d_logarithm u); [derive | side]
  | |- is_derive (fun t => sqrt (@?u t)) _ _ => apply (d_square_root u); [derive | side]
  | |- is_derive (fun t => root _ (@?u t)) _ _ => apply (d_root u); [derive | side]
  | |- is_derive (fun t => Rabs (@?u t)) _ _ => apply (d_absolute u); [derive | side]
  | H : is_derive ?u ?x _ |- is_derive (fun t => ?u t) ?x _ => exact H
  | |- is_derive (fun t => ?f (@?u t)) _ _ => apply (d_chain f u); [known; side | derive]
  end.

(* A hypothesis about the derivative of a formula says which number it is. *)
Ltac inner :=
  repeat match goal with
  | H : is_derive ?f ?x ?d |- _ =>
    is_var d; lazymatch f with fun t => _ t => fail | _ => idtac end;
    let E := fresh in
    eassert (E : d = _) by (apply (one_derivative f x); [exact H | derive]); clear H; cbv beta in E; subst d
  end.

Ltac derivative := intros; definitions; eapply d_is; [derive | inner; same].
