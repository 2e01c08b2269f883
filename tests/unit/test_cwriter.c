// test_cwriter.c - written C looks as clang-format leaves it, and data stays data.

#include "base/cwriter.h"

#include <criterion/criterion.h>

#include <signal.h>

static Arena mem;

static CWriter writer(void)
{
    CWriter w = {.out.arena = &mem};
    cw_let(&w, "Media", S("Photo"));
    cw_let(&w, "media", S("photo"));
    return w;
}

#define WRITTEN(w, expected)                                                           \
    do {                                                                               \
        Str written = cw_end(w);                                                       \
        cr_assert(str_is(written, expected), "%.*s", STR_ARG(written));                \
    } while (0)

TestSuite(cwriter);

static void free_mem(void)
{
    arena_free(&mem);
}

Test(cwriter, names_are_put_where_their_place_is, .fini = free_mem)
{
    CWriter w = writer();
    cw_put(&w, "bool $media$_rows_next($Media$Rows *rows);\n");
    cw_let(&w, "media", S("$Media$"));
    cw_put(&w, "$media$\n");
    WRITTEN(&w, "bool photo_rows_next(PhotoRows *rows);\n"
                "$Media$\n");
}

Test(cwriter, an_unknown_name_is_a_bug, .exit_code = 70)
{
    CWriter w = writer();
    cw_put(&w, "$column$\n");
}

Test(cwriter, an_open_brace_is_a_bug, .exit_code = 70)
{
    CWriter w = writer();
    cw_put(&w, "{\n");
    cw_end(&w);
}

Test(cwriter, a_prototype_is_aligned_behind_its_parenthesis, .fini = free_mem)
{
    static const Str params[] = {STR("WeaveDb *db"), STR("WeaveText a_mime_type"),
                                 STR("WeaveArena *mem"), STR("$Media$List *out")};
    CWriter w = writer();
    cw_call(&w, "void $media$_x", params, 2, ";\n");
    cw_call(&w, "WeaveStatus $media$_list_by_mime_type", params, 4, ";\n");
    WRITTEN(&w,
            "void photo_x(WeaveDb *db, WeaveText a_mime_type);\n"
            "WeaveStatus photo_list_by_mime_type(WeaveDb *db, WeaveText a_mime_type, "
            "WeaveArena *mem,\n"
            "                                    PhotoList *out);\n");
}

Test(cwriter, what_fits_nowhere_behind_it_goes_to_the_next_line, .fini = free_mem)
{
    static const Str params[] = {
        STR("ConversationParticipantRole role_of_participant")};
    static const Str none[] = {STR("void")};
    CWriter w = writer();
    cw_call(&w, "ConversationParticipantRows conversation_participant_list", params, 1,
            "\n{\n");
    cw_put(&w, "}\n");
    cw_call(&w,
            "const char *conversation_participant_list_by_conversation_and_by_the_role_"
            "of_it_and_more_sql",
            none, 1, ";\n");
    WRITTEN(&w, "ConversationParticipantRows conversation_participant_list(\n"
                "    ConversationParticipantRole role_of_participant)\n"
                "{\n"
                "}\n"
                "const char *\n"
                "conversation_participant_list_by_conversation_and_by_the_role_of_it_"
                "and_more_sql(void);\n");
}

Test(cwriter, an_assignment_breaks_behind_its_sign_where_that_is_enough,
     .fini = free_mem)
{
    static const Str args[] = {STR("db"),
                               STR("&MEDIA_LIST_BY_SOURCE_AND_MIME_TYPE_SQL")};
    CWriter w = writer();
    cw_call(&w, "    MediaListBySourceRows rows = media_list_rows_begin", args, 2,
            ";\n");
    cw_call(
        &w,
        "    WeaveQuery a_query_with_a_name = weave_query_with_a_longer_name_than_that_one",
        args, 2, ";\n");
    WRITTEN(
        &w,
        "    MediaListBySourceRows rows =\n"
        "        media_list_rows_begin(db, &MEDIA_LIST_BY_SOURCE_AND_MIME_TYPE_SQL"
        ");\n"
        "    WeaveQuery a_query_with_a_name = weave_query_with_a_longer_name_than_that_one(\n"
        "        db, &MEDIA_LIST_BY_SOURCE_AND_MIME_TYPE_SQL);\n");
}

Test(cwriter, a_long_definition_is_broken_before_its_name, .fini = free_mem)
{
    CWriter w = writer();
    const char *shallow = cw_define(&w, "static WeaveStatement X", " = {\n");
    cw_put(&w, "};\n");
    const char *deep =
        cw_define(&w,
                  "static WeaveStatement CONVERSATION_PARTICIPANT_LIST_BY_"
                  "CONVERSATION_AND_ROLE_IN_ORDER_SQL",
                  " = {\n");
    cw_put(&w, "};\n");
    cr_assert_str_eq(shallow, "    ");
    cr_assert_str_eq(deep, "        ");
    WRITTEN(&w,
            "static WeaveStatement X = {\n"
            "};\n"
            "static WeaveStatement\n"
            "    CONVERSATION_PARTICIPANT_LIST_BY_CONVERSATION_AND_ROLE_IN_ORDER_SQL = "
            "{\n"
            "};\n");
}

Test(cwriter, a_comment_is_wrapped, .fini = free_mem)
{
    CWriter w = writer();
    cw_comment(
        &w, "    ",
        "A $media$ whose sentence is a good deal longer than one line of eighty-eight "
        "columns.");
    cw_comment(&w, "", "");
    WRITTEN(&w, "    // A photo whose sentence is a good deal longer than one line of "
                "eighty-eight\n"
                "    // columns.\n");
}

Test(cwriter, a_comment_holds_nothing_that_could_end_or_continue_it, .fini = free_mem)
{
    Str evil = S("a */ b /* c */\n#include \"x\" ?\?/ \\ \xE2\x80\x9Cq\xE2\x80\x9D "
                 "\xE2\x80\xAE\x01 caf\xC3\xA9\\");
    Str text = cw_comment_text(&mem, evil);
    cr_assert(str_is(text, "a * / b / * c * / #include \"x\" ?/ / \"q\" ?  caf?/"),
              "%.*s", STR_ARG(text));
    CWriter w = writer();
    cw_let(&w, "doc", evil);
    cw_comment(&w, "", "$doc$");
    cr_assert_eq(str_find_last(cw_end(&w), '\n') + 1, w.out.n);
}

Test(cwriter, a_broken_sequence_at_the_end_of_a_comment_is_not_read_beyond,
     .fini = free_mem)
{
    cr_assert(str_is(cw_comment_text(&mem, (Str){"x\xF0\x9F", 3}), "x?"));
}

Test(cwriter, any_bytes_are_a_literal, .fini = free_mem)
{
    Str text = cw_literal(&mem, S("\"\\\t\n\x01"
                                  "1?\?/?\?\?'\xC3\xA9"
                                  "1%s"));
    cr_assert(str_is(text, "\"\\\"\\\\\\t\\n\\0011?\\?/?\\?\\?'\\303\\2511%s\""),
              "%.*s", STR_ARG(text));
}

Test(cwriter, a_text_is_a_literal_for_each_line, .fini = free_mem)
{
    CWriter w = writer();
    cw_literals(&w, "    ", S("SELECT id\n\nFROM media"));
    cw_put(&w, ",\n");
    cw_literals(&w, "  ", S("x\n"));
    cw_put(&w, ",\n");
    cw_literals(&w, "", (Str){0});
    WRITTEN(&w, "    \"SELECT id\\n\"\n"
                "    \"\\n\"\n"
                "    \"FROM media\",\n"
                "  \"x\\n\",\n"
                "\"\"");
}

Test(cwriter, comments_of_lines_in_a_row_stand_in_one_column, .fini = free_mem)
{
    static const CWLine lines[] = {
        {STR("    int64_t id;"), {0}},
        {STR("    WeaveText uri;"), STR("null if absent")},
        {STR("    int64_t created_at;"), STR("ms")},
        {STR("    bool is_active;"), {0}},
        {STR("    WeaveText title;"), STR("text")},
    };
    CWriter w = writer();
    cw_lines(&w, lines, 5);
    WRITTEN(&w, "    int64_t id;\n"
                "    WeaveText uri;      // null if absent\n"
                "    int64_t created_at; // ms\n"
                "    bool is_active;\n"
                "    WeaveText title; // text\n");
}

Test(cwriter, a_comment_without_room_stands_above_its_line, .fini = free_mem)
{
    static const CWLine lines[] = {
        {STR("    WeaveText a_column_whose_name_is_rather_long_but_a_name_all_the_same;"),
         STR("JSON; null if absent")},
    };
    CWriter w = writer();
    cw_lines(&w, lines, 1);
    WRITTEN(&w,
            "    // JSON; null if absent\n"
            "    WeaveText a_column_whose_name_is_rather_long_but_a_name_all_the_same;"
            "\n");
}
