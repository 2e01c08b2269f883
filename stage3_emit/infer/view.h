// view.h - the columns of views, by the inference.

#ifndef STAGE3_EMIT_INFER_VIEW_H
#define STAGE3_EMIT_INFER_VIEW_H

#include "stage3_emit/model.h"

// Fills in type, nullability and origin of the columns of every view, the keys of its
// rows, and what it reads. tables are m's own; a view that cannot be read stays as it is:
// any, and nullable.
void infer_views(Arena *a, const Model *m, ModelTable *tables);

#endif
