// words.h - the words of an SQL text, to point at them.
//
// A view of sql_lex.h for diagnostics: a name that SQLite complains of is found where it
// stands, and nowhere inside a string or a comment. It works for text that is no SQL,
// too.

#ifndef STAGE3_EMIT_WORDS_H
#define STAGE3_EMIT_WORDS_H

#include "stage3_emit/sql/lex.h"

typedef struct Word {
    SqlTokenKind kind;
    int param;         // SQLite's number of a parameter
    size_t start, len; // bytes of the SQL
    Str text;          // as it stands there
    Str name;          // of a name or keyword: without quotes; else empty
} Word;

typedef struct Words {
    const Word *items;
    size_t n;
} Words;

Words words_of(Arena *a, Str sql);

// Is word i (there may be none) just that, quotes and case of letters apart?
bool word_is(const Words *w, size_t i, const char *text);
bool word_is_name(const Words *w, size_t i); // a name or keyword, quoted or not
bool words_name(const Words *w, Str name);   // it stands anywhere among them

// Some words in a row: from..to, to not included. from is WORD_NONE if there are none.
#define WORD_NONE SIZE_MAX
typedef struct WordRange {
    size_t from, to;
} WordRange;

// The whole dotted name that word i is part of, or word i alone.
WordRange words_dotted(const Words *w, size_t i);

// The word at byte offset of the SQL or behind it.
size_t words_at(const Words *w, size_t offset);

// Where name ("media", "m.source_id") first stands as a whole dotted name.
WordRange words_find(Arena *a, const Words *w, Str name);

// Where the name of a table stands: rather behind FROM, JOIN, INTO, UPDATE or a comma
// than elsewhere.
WordRange words_find_table(const Words *w, Str name);

#endif
