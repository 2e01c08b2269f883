CREATE TABLE `conversation_media` (
	`conversation_id` integer NOT NULL,
	`media_id` integer NOT NULL,
	`context` text,
	PRIMARY KEY(`conversation_id`, `media_id`),
	FOREIGN KEY (`conversation_id`) REFERENCES `conversation`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`media_id`) REFERENCES `media`(`id`) ON UPDATE no action ON DELETE cascade
);