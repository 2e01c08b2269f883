// drizzle_print_parts.h - names and texts of the TypeScript that is printed. For
// drizzle_print*.c.

#ifndef CATALOG_DRIZZLE_PRINT_PARTS_H
#define CATALOG_DRIZZLE_PRINT_PARTS_H

#include "catalog/catalog.h"

// What is imported, in the order of the import; a name is imported if it is used.
typedef enum Word {
    ANY_COLUMN, // a type
    BLOB,
    CHECK,
    CUSTOM_TYPE,
    FOREIGN_KEY,
    INDEX,
    INTEGER,
    NUMERIC,
    PRIMARY_KEY,
    REAL,
    TABLE,
    VIEW,
    TEXT,
    UNIQUE_INDEX,
    N_WORDS,
} Word;

extern const char *const drizzle_words[N_WORDS];

// A type that no builder has, and the constant that makes columns of it.
typedef struct Custom {
    Str type, constant;
} Custom;

typedef struct Printer {
    Arena *arena;
    const Catalog *catalog;
    Buf out;
    bool used[N_WORDS], used_sql;
    const Str *tables, *views; // their constants
    struct {
        Str *items;
        size_t n, capacity;
    } taken; // names of the module
    struct {
        Custom *items;
        size_t n, capacity;
    } customs;
} Printer;

const char *word(Printer *p, Word w); // which is used then
bool is_digit(char c);
// A name of the module, near to what is wished, that nothing else has.
Str take_name(Printer *p, Str wish, const char *tail);
void put_string(Printer *p, Str s); // 'it\'s'
void put_sql(Printer *p, Str s);    // sql`...`
void put_doc(Printer *p, Str doc, const char *indent);
void put_key(Printer *p, Str key);            // of a property
void put_member(Printer *p, Str of, Str key); // t.mimeType

#endif
