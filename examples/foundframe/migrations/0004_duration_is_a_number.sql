PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `_weave_guard` (
	`foreign_keys` integer,
	CONSTRAINT `foreign_keys_must_be_off` CHECK (`foreign_keys` = 0)
);
--> statement-breakpoint
INSERT INTO `_weave_guard` SELECT foreign_keys FROM pragma_foreign_keys;--> statement-breakpoint
DROP TABLE `_weave_guard`;--> statement-breakpoint
CREATE TABLE `__new_media` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`content_hash` text,
	`mime_type` text NOT NULL,
	`uri` text NOT NULL,
	`width` integer,
	`height` integer,
	`duration_ms` integer,
	`metadata` text,
	`source_id` integer,
	`created_at` integer DEFAULT (cast((julianday('now') - 2440587.5)*86400000 as integer)) NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `media_source`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO sqlite_sequence (name, seq) SELECT '__new_media', seq FROM sqlite_sequence WHERE name = 'media';--> statement-breakpoint
INSERT INTO `__new_media` (`id`, `content_hash`, `mime_type`, `uri`, `width`, `height`, `duration_ms`, `metadata`, `source_id`, `created_at`) SELECT `id`, `content_hash`, `mime_type`, `uri`, `width`, `height`, `duration_ms`, `metadata`, `source_id`, `created_at` FROM `media` ORDER BY rowid;--> statement-breakpoint
DROP TABLE `media`;--> statement-breakpoint
ALTER TABLE `__new_media` RENAME TO `media`;--> statement-breakpoint
PRAGMA foreign_keys=ON;