// What stands between two brackets, with the brackets inside already read as GROUP tokens: so the
// parser never nests, and the depth of an input is not bounded by the Java stack. Chains are loops.
parser grammar DdxParser;

options { tokenVocab = DdxLexer; }

@members {
    /** Makes an expression of each term when it has been read; its part of the tree is given up then. */
    ExpressionBuilder builder;
}

content : (relation ((COMMA | SEMICOLON) relation)*)? EOF ;

relation : sum (relationSign sum)* ;

relationSign : EQ | NE | LE | GE | LT | GT ;

sum : signedTerm ((PLUS | MINUS) signedTerm)* ;

signedTerm returns [dev.ddx.expr.Expr value] : (PLUS | MINUS)* term { $value = builder.signedTerm($ctx); $ctx.children = null; } ;

term : juxtaposition ((TIMES | DIVIDE) signedJuxtaposition)* ;

signedJuxtaposition : (PLUS | MINUS)* juxtaposition ;

juxtaposition : power+ ;

power : postfix (POWER (PLUS | MINUS)* postfix)* ;

postfix : atom (BANG | SUPERSCRIPT)* ;

atom : NUMBER | NAME | GROUP | ELLIPSIS | application | derivative ;

application : head+ (GROUP | simple+) ;

head : FUNCTION PRIME* (POWER MINUS? (NUMBER | GROUP | NAME) | SUPERSCRIPT)? ;

simple : (NUMBER | NAME) (POWER MINUS? (NUMBER | NAME | GROUP) | SUPERSCRIPT | BANG)* ;

derivative : DIFFERENTIAL+ (GROUP | (simple | application)+) ;
