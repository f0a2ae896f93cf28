ALTER TABLE "channel" ADD COLUMN "count" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "channel" ADD COLUMN "first_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "channel" ADD COLUMN "last_at" timestamp (3) with time zone;