// parser.h - what the files of the parser share. For sql_parse*.c alone.
//
// The first token that fits nowhere ends the parse: fail() moves to the last token,
// where nothing matches any more, so every loop ends by itself and nobody checks.

#ifndef STAGE3_EMIT_SQL_PARSER_H
#define STAGE3_EMIT_SQL_PARSER_H

#include "stage3_emit/sql/parse.h"

typedef struct Parser {
    Arena *arena;
    Str sql;
    const SqlToken *token; // the next
    const SqlToken *first, *last;
    int depth;
    int tallest; // expression or SELECT of the SELECT being read
    bool failed;
    SqlAt failed_at;
} Parser;

void parser_fail(Parser *p);

// One level of recursion more; false if that is too deep, and then it has failed.
bool parser_enter(Parser *p);
void parser_leave(Parser *p);

bool parser_at(const Parser *p, SqlTokenKind kind);
bool parser_at_word(const Parser *p, SqlKeyword keyword);
SqlKeyword parser_ahead(const Parser *p, size_t n); // the nth token's keyword
SqlTokenKind parser_ahead_kind(const Parser *p, size_t n);
bool parser_accept(Parser *p, SqlTokenKind kind);
bool parser_accept_word(Parser *p, SqlKeyword keyword);
bool parser_accept_words(Parser *p, SqlKeyword first, SqlKeyword second);
void parser_expect(Parser *p, SqlTokenKind kind);
void parser_expect_word(Parser *p, SqlKeyword keyword);

Str parser_text(const Parser *p, const SqlToken *t);
uint32_t parser_end(const Parser *p); // of the token before this one

bool parser_at_name(const Parser *p);  // a word that may be a name, or anything quoted
Str parser_name(Parser *p);            // or it has failed
bool parser_at_alias(const Parser *p); // a name that can stand without AS
Str parser_alias(Parser *p);           // "AS x", "x", or none
void parser_names(Parser *p, SqlNames *out); // a, b, ...
bool parser_at_select(const Parser *p);

SqlExpr *parse_expr(Parser *p);
void parse_exprs(Parser *p, SqlExprs *out); // a, b, ...
void parse_orders(Parser *p, SqlOrders *out);
void parse_limit(Parser *p, SqlExpr **limit, SqlExpr **offset); // if it is there
SqlWindow *parse_window(Parser *p);                             // "( ... )"
SqlSelect *parse_select(Parser *p); // with WITH, ORDER BY, LIMIT
void parse_with(Parser *p, SqlWith *out);
void parse_items(Parser *p, SqlItems *out);
void parse_from(Parser *p, SqlFrom *out);      // behind FROM
void parse_indexed(Parser *p, SqlSource *out); // INDEXED BY, if it is there

#endif
