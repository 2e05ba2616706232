// What stands between two brackets, with the brackets inside already read as GROUP tokens: so the
// parser never nests, and the depth of an input is not bounded by the Java stack. Chains are loops.
parser grammar DdxParser;

options { tokenVocab = DdxLexer; }

content : (relation ((COMMA | SEMICOLON) relation)*)? EOF ;

relation : sum (relationSign sum)* ;

relationSign : EQ | NE | LE | GE | LT | GT ;

sum : signedTerm ((PLUS | MINUS) signedTerm)* ;

signedTerm : (PLUS | MINUS)* term ;

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
