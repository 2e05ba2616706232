// What stands between two brackets, with the brackets inside already read as GROUP tokens: so the
// parser never nests, and the depth of an input is not bounded by the Java stack. Chains are loops.
// No tree is kept: the builder is told what was read, part by part, and has the expressions on a stack.
parser grammar DdxParser;

options { tokenVocab = DdxLexer; }

@members {
    ExpressionBuilder builder;
}

content : (relation (s=(COMMA | SEMICOLON) {builder.separator($s);} relation)*)? EOF ;

relation
@init { int from = builder.height(); }
    : sum (op=(EQ | NE | LE | GE | LT | GT | NOT_LE | NOT_GE) {builder.relationSign($op);} sum)* {builder.relation(from);} ;

sum
@init { int from = builder.height(); }
    : signedTerm (PLUS signedTerm | MINUS signedTerm {builder.negate();})* {builder.sum(from);} ;

signedTerm
@init { int from = builder.height(); }
    : (PLUS | minus=MINUS {builder.minus($minus);})* term {builder.signed(from);} ;

term
@init { int from = builder.height(); int factor; }
    : juxtaposition
      ( TIMES {factor = builder.height();} (PLUS | minus=MINUS {builder.minus($minus);})* juxtaposition {builder.times(factor);}
      | DIVIDE {factor = builder.height();} (PLUS | minus=MINUS {builder.minus($minus);})* juxtaposition {builder.over(from, factor);}
      )* {builder.product(from);} ;

juxtaposition : power ({builder.juxtaposed(_input);} power)* ;

power
@init { int from = builder.height(); }
    : postfix (POWER (PLUS | minus=MINUS {builder.minus($minus);})* postfix)* {builder.power(from);} ;

postfix : (t=(NUMBER | NAME | GROUP | ELLIPSIS) {builder.leaf($t);} | application | derivative) (p=(BANG | SUPERSCRIPT) {builder.post($p);})* ;

application
@init { int from = builder.height(); }
    : head+ (g=GROUP {builder.apply($g);} | simple+ {builder.apply(from);}) ;

head : f=FUNCTION {builder.head($f);} (PRIME {builder.prime();})*
       (POWER m=MINUS? e=(NUMBER | GROUP | NAME) {builder.exponent($m != null, $e);} | s=SUPERSCRIPT {builder.exponent(false, $s);})? ;

simple
@init { int from = builder.height(); }
    : t=(NUMBER | NAME) {builder.leaf($t);}
      (POWER (minus=MINUS {builder.minus($minus);})? o=(NUMBER | NAME | GROUP) {builder.leaf($o);} | p=(SUPERSCRIPT | BANG) {builder.post($p);})*
      {builder.power(from);} ;

derivative
@init { int from = builder.height(); }
    : (d=DIFFERENTIAL {builder.differential($d);})+ (g=GROUP {builder.leaf($g);} | (simple | application)+ {builder.product(from);}) {builder.derive();} ;
