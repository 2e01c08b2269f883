// initialiser.h - the catalog's structs as C initialisers, for people to read.

#ifndef STAGE2_MIDSTAGE_INITIALISER_H
#define STAGE2_MIDSTAGE_INITIALISER_H

#include "catalog/catalog_fields.h"

#include "base/str.h"

// The struct at value, of shape, as "{.name = STR("id"), .at = {1, 3120, 2}}". What is
// zero or empty is left out. Lines behind the first are indented by depth * 4.
Str initialiser(Arena *a, const Shape *shape, const void *value, size_t depth);

// n structs of shape in an array, as "(const Query[]){...}".
Str initialiser_list(Arena *a, const Shape *shape, const void *items, size_t n,
                     size_t depth);

#endif
