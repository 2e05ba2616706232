// The tokens of an expression. GROUP, FUNCTION and DIFFERENTIAL are made from others before parsing:
// a bracketed part that has been read, the name of a function that is applied, and d/dx.
lexer grammar DdxLexer;

tokens { GROUP, FUNCTION, DIFFERENTIAL }

NUMBER : (DIGIT+ ('.' DIGIT*)? | '.' DIGIT+) ([eE] [+-]? DIGIT+)? ;
NAME : (LETTER | GREEK) (LETTER | DIGIT)* ('_' (LETTER | DIGIT)+)* ;
PLUS : '+' ;
MINUS : '-' | '\u2212' ;
TIMES : '*' | '\u00B7' | '\u22C5' | '\u00D7' ;
DIVIDE : '/' | '\u00F7' ;
POWER : '^' | '**' ;
BANG : '!' ;
PRIME : '\'' | '\u2032' ;
SUPERSCRIPT : [\u2070\u00B9\u00B2\u00B3\u2074-\u2079]+ ;
ROOT : '\u221A' ;
ELLIPSIS : '...' ;
OPEN : [([{] ;
CLOSE : [)\]}] ;
BAR : '|' ;
COMMA : ',' ;
SEMICOLON : ';' ;
EQ : '=' | '==' ;
NE : '!=' | '\u2260' ;
LE : '<=' | '\u2264' ;
GE : '>=' | '\u2265' ;
NOT_LE : 'not' ' '? '<=' | '\u2270' ;
NOT_GE : 'not' ' '? '>=' | '\u2271' ;
LT : '<' ;
GT : '>' ;
SPACE : [ \t\r\n]+ -> skip ;
OTHER : . ;

fragment DIGIT : [0-9] ;
fragment LETTER : [A-Za-z] ;
fragment GREEK : [\u0391-\u03A9\u03B1-\u03C9\u03D1\u03D5\u03F5] ;
