// catalog_json.h - the catalog as JSON, to and from.
//
// docs/catalog.md documents the format. No 64-bit integer is ever a JSON number:
// those of the user's schema stand inside SQL text.

#ifndef CATALOG_CATALOG_JSON_H
#define CATALOG_CATALOG_JSON_H

#include "catalog/catalog.h"

// Indented, ending in a newline; the same catalog gives the same bytes.
Str catalog_write_json(Arena *a, const Catalog *c);

// Reads what catalog_write_json() wrote. False with *why set if it is not JSON, not of
// CATALOG_VERSION, or a field is missing or of another kind. What it gives lives in a.
bool catalog_read_json(Arena *a, Str json, Catalog *out, Str *why);

#endif
