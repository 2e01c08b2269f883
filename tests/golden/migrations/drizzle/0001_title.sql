ALTER TABLE `media` ADD `title` text;--> statement-breakpoint
-- "Untitled", whatever it is.
UPDATE `media` SET `title` = 'Un"titled\n';
