// syntax.h - a TypeScript file as a tree of nodes: text and places, no meaning.
//
// The only code that sees tree-sitter is syntax_*.c. What it makes is smaller than
// tree-sitter's tree: comments, punctuation and the inside of types are left out.
//
//     Syntax file;
//     if (syntax_parse(&arena, S("schema.ts"), text, diag, &file))
//         for (const Node *n = file.root->child; n; n = n->next) ...

#ifndef STAGE1_PARSE_SYNTAX_H
#define STAGE1_PARSE_SYNTAX_H

#include "base/diag.h"
#include "stage1_parse/syntax_kinds.h"

// Brackets within brackets beyond this are refused.
enum { SYNTAX_DEPTH = 256 };

typedef enum NodeKind {
    KIND_OTHER,
    KIND_token, // a keyword or an operator
#define X(name) KIND_##name,
    SYNTAX_KINDS(X)
#undef X
} NodeKind;

typedef enum NodeField {
    FIELD_none,
#define X(name) FIELD_##name,
    SYNTAX_FIELDS(X)
#undef X
} NodeField;

typedef struct Node {
    const char *type; // the grammar's word: "arrow_function"; a token's own text
    const struct Node *child, *next;
    uint32_t start, len; // bytes of the file
    uint8_t kind, field; // NodeKind, NodeField: what it is to its parent
} Node;

typedef struct Syntax {
    uint32_t file; // diag_file()'s number
    Str path, text;
    const Node *root;
    uint32_t lead; // bytes of text before the file's own
} Syntax;

// Reports W100 for text that is not UTF-8, W101 for every syntax error, W106 for
// brackets nested too deep; false if there was one. All lives in a; text must, too.
bool syntax_parse(Arena *a, Str path, Str text, Diag *d, Syntax *out);

// Many files at once, on `threads` cores (0: all there are), to the same end whatever
// their number. path and text of each are given; those without a fault get a root, the
// others are syntax_parse's to say what is wrong with.
void syntax_parse_ahead(Arena *a, Syntax *files, size_t n, size_t threads);

// False, and reported at its byte, if text of the file holds a NUL or is not UTF-8.
bool syntax_check_text(Str text, uint32_t file, Diag *d);
// Where that is, or STR_NONE.
size_t syntax_text_fault(Str text);

Str node_text(const Syntax *s, const Node *n);
Span node_span(const Syntax *s, const Node *n);
const Node *node_field(const Node *n, NodeField field); // null if it has none
const Node *node_child(const Node *n, NodeKind kind);   // the first of that kind
bool node_has_token(const Node *n, const char *word);   // a child keyword
Str node_words(Arena *a, const Node *n);                // "class declaration"

// The first sentence of the JSDoc comment that ends right before offset, or none.
Str syntax_doc(Arena *a, const Syntax *s, uint32_t offset);

// The text up to the end of its first sentence.
Str syntax_first_sentence(Str text);

#endif
