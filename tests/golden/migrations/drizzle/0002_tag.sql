CREATE TABLE `tag` (
	`id` integer PRIMARY KEY NOT NULL,
	`media_id` integer,
	`at` integer,
	`more` text,
	FOREIGN KEY (`media_id`) REFERENCES `media`(`id`) ON UPDATE no action ON DELETE no action
);
