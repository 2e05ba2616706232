// A library file: functions, definitions and rules. The mathematics in it is left as text here and read
// by the expression grammar.
grammar DdxLibrary;

file : item* EOF ;

item : function | definition | group | ruleItem ;

function : FUNCTION text clause* ;

definition : DEFINITION text clause* ;

group : GROUP WORD ;

ruleItem : RULE name title=STRING text (IF text | BECAUSE because=STRING | SOURCE source=STRING)* ;

clause : TITLE STRING | LATEX STRING | SOURCE STRING | ALIAS text | DERIVATIVE text | PARITY WORD | DOMAIN text | SMOOTH text | COMPLEX text | CONTINUOUS text
       | RANGE text | MONOTONE WORD | ZERO text | PARAMETERS text | COMPUTED | TENDS text
       | ELEMENTARY text | CASES text ;

name : word (SYMBOL word)* ;

word : WORD | FUNCTION | GROUP | DERIVATIVE | DOMAIN | COMPLEX | ZERO | RANGE | COMPUTED | TENDS | ELEMENTARY | CASES ;

text : (WORD | SYMBOL)+ ;

FUNCTION : 'function' ;
DEFINITION : 'definition' ;
GROUP : 'group' ;
RULE : 'rule' ;
IF : 'if' ;
BECAUSE : 'because' ;
TITLE : 'title' ;
LATEX : 'latex' ;
SOURCE : 'source' ;
ALIAS : 'alias' ;
DERIVATIVE : 'derivative' ;
PARITY : 'parity' ;
DOMAIN : 'domain' ;
SMOOTH : 'smooth' ;
COMPLEX : 'complex' ;
PARAMETERS : 'parameters' ;
CONTINUOUS : 'continuous' ;
RANGE : 'range' ;
MONOTONE : 'monotone' ;
ZERO : 'zero' ;
COMPUTED : 'computed' ;
TENDS : 'tends' ;
ELEMENTARY : 'elementary' ;
CASES : 'cases' ;
STRING : '"' ~["\n]* '"' ;
WORD : [\p{L}] [\p{L}0-9_]* ;
SYMBOL : ~[" \t\r\n#\p{L}]  ;
COMMENT : '#' ~[\n]* -> skip ;
SPACE : [ \t\r\n]+ -> skip ;
