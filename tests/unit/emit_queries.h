// emit_queries.h - queries with every type as parameter, as list and as column, and
// with every shape a function has. For emit_fixture.h's schema.

#ifndef TESTS_UNIT_EMIT_QUERIES_H
#define TESTS_UNIT_EMIT_QUERIES_H

#include "tests/unit/emit_fixture.h"

#define EVERY_COLUMN                                                                   \
    "id, i, i_null, flag, flag_null, at, at_ms_null, r, r_null, t, t_null, kind, kind_null, json, json_null, b, b_null, big, big_null, bjson, bjson_null, num, num_null, nstr, nstr_null, nbig, nbig_null"

static inline void weft_queries_of_every(Weft *f)
{
    weft_query(
        f,
        (Stated){
            .name = "every.insert",
            .sql =
                "INSERT INTO every (i, i_null, flag, flag_null, at, at_ms_null, r, r_null, t, t_null, kind, kind_null, json, json_null, b, b_null, big, big_null, bjson, bjson_null, num, num_null, nstr, nstr_null, nbig, nbig_null)\n VALUES (:i, :i_null, :flag, :flag_null, :at, :at_ms_null, :r, :r_null, :t, :t_null, :kind, :kind_null, :json, :json_null, :b, :b_null, :big, :big_null, :bjson, :bjson_null, :num, :num_null, :nstr, :nstr_null, :nbig, :nbig_null)\n RETURNING id",
            .params =
                "i=every.i i_null=every.i_null? flag=every.flag flag_null=every.flag_null? at=every.at at_ms_null=every.at_ms_null? r=every.r r_null=every.r_null? t=every.t t_null=every.t_null? kind=every.kind kind_null=every.kind_null? json=every.json json_null=every.json_null? b=every.b b_null=every.b_null? big=every.big big_null=every.big_null? bjson=every.bjson bjson_null=every.bjson_null? num=every.num num_null=every.num_null? nstr=every.nstr nstr_null=every.nstr_null? nbig=every.nbig nbig_null=every.nbig_null?",
            .columns = "every.id",
            .inferred = CARDINALITY_MANY,
            .stated = CARDINALITY_ONE});
    weft_query(f, (Stated){.name = "every.get",
                           .sql = "SELECT " EVERY_COLUMN " FROM every WHERE id = :id",
                           .params = "id=every.id",
                           .columns = "every.*",
                           .inferred = CARDINALITY_OPTIONAL});
    weft_query(
        f,
        (Stated){
            .name = "every.matchAll",
            .sql =
                "SELECT id FROM every\n WHERE i IN (SELECT value FROM weave_list(:is)) AND flag IN (SELECT value FROM weave_list(:flags))\n   AND r IN (SELECT value FROM weave_list(:rs)) AND t IN (SELECT value FROM weave_list(:ts))\n   AND kind IN (SELECT value FROM weave_list(:kinds)) AND b IN (SELECT value FROM weave_list(:bs))\n   AND big IN (SELECT value FROM weave_list(:bigs)) AND bjson IN (SELECT value FROM weave_list(:bjsons))\n   AND nstr IN (SELECT value FROM weave_list(:nstrs))",
            .params =
                "is=every.i[] flags=every.flag[] rs=every.r[] ts=every.t[] kinds=every.kind[] bs=every.b[] bigs=every.big[] bjsons=every.bjson[] nstrs=every.nstr[]",
            .columns = "every.id",
            .inferred = CARDINALITY_MANY});
    weft_query(f,
               (Stated){.name = "every.setNulls",
                        .sql = "UPDATE every SET i_null = :i, kind_null = :kind "
                               "WHERE id = :id AND at < :at",
                        .params = "i=every.i? kind=every.kind? id=every.id at=every.at",
                        .inferred = CARDINALITY_EXEC});
    weft_query(
        f, (Stated){.name = "every.anyValue",
                    .sql = "SELECT :value AS value, :kind AS kind, :other AS \"class\"",
                    .params = "value=any? kind=every.kind other=any",
                    .columns = "value=any? kind=every.kind class=any",
                    .inferred = CARDINALITY_ONE});
    weft_query(f, (Stated){.name = "every.countAll",
                           .sql = "SELECT count(*) AS n FROM every",
                           .columns = "n=int",
                           .inferred = CARDINALITY_ONE});
}

static inline void weft_queries_of_media(Weft *f)
{
    weft_query(
        f, (Stated){.name = "media.getById",
                    .doc = "One media item by its key \xE2\x80\x94 or \"none\".",
                    .sql = "SELECT id, content_hash, mime_type, uri, class, metadata, "
                           "created_at FROM media WHERE id = :id",
                    .params = "id=media.id",
                    .columns = "media.*",
                    .inferred = CARDINALITY_OPTIONAL});
    weft_query(
        f, (Stated){.name = "media.listByMimeType",
                    .sql = "SELECT id, content_hash, mime_type, uri, class, metadata, "
                           "created_at\nFROM media\nWHERE mime_type = :mimeType "
                           "AND created_at > :db\nORDER BY created_at",
                    .params = "mimeType=media.mime_type db=media.created_at",
                    .columns = "media.*",
                    .inferred = CARDINALITY_MANY});
    weft_query(
        f, (Stated){.name = "media.listAgain",
                    .sql = "SELECT id, content_hash, mime_type, uri, class, metadata, "
                           "created_at FROM media",
                    .columns = "media.*",
                    .inferred = CARDINALITY_MANY,
                    .stated = CARDINALITY_OPTIONAL});
    weft_query(
        f, (Stated){.name = "media.getWithSource",
                    .sql = "SELECT m.*, 'x\xC3\xA9?\?/\\' AS source_url FROM media m",
                    .columns = "media.* source_url=text?",
                    .inferred = CARDINALITY_MANY});
    weft_query(f, (Stated){.name = "media.oneWithSource",
                           .sql = "SELECT m.*, 'u' AS source_url FROM media m",
                           .columns = "media.* source_url=text?",
                           .inferred = CARDINALITY_MANY,
                           .stated = CARDINALITY_ONE});
    weft_query(f, (Stated){.name = "media.remove",
                           .sql = "DELETE FROM media WHERE id = :id",
                           .params = "id=media.id",
                           .inferred = CARDINALITY_EXEC});
    weft_query(f, (Stated){.name = "media.touch",
                           .sql = "SELECT 1",
                           .columns = "one=int",
                           .inferred = CARDINALITY_ONE,
                           .stated = CARDINALITY_EXEC});
    weft_query(
        f,
        (Stated){
            .name = "conversationParticipant.listByConversationAndRoleInOrder",
            .sql = "SELECT * FROM conversation_participant WHERE conversation_id = "
                   ":conversationId AND the_role_of_this_participant = :theRole",
            .params = "conversationId=int "
                      "theRole=conversation_participant.the_role_of_this_participant",
            .columns = "conversation_participant.*",
            .inferred = CARDINALITY_MANY});
}

// More than the 4095 bytes that a C99 literal may have.
static inline void weft_query_of_many_bytes(Weft *f)
{
    Buf sql = {.arena = &f->mem};
    buf_z(&sql, "SELECT id, content_hash, mime_type, uri, class, metadata, created_at "
                "FROM media\nWHERE uri NOT IN (");
    for (int i = 0; i < 500; i++)
        buf_format(&sql, "%s\n  'uri%d'", i ? "," : "", i);
    buf_z(&sql, ")");
    weft_query(f, (Stated){.name = "media.longText",
                           .sql = buf_str(&sql).ptr,
                           .columns = "media.*",
                           .inferred = CARDINALITY_MANY});
}

static inline void weft_every_query(Weft *f)
{
    weft_queries_of_every(f);
    weft_queries_of_media(f);
    weft_query_of_many_bytes(f);
}

#endif
