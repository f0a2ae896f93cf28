CREATE TYPE "public"."intake_origin" AS ENUM('FOLDER', 'UPLOAD');--> statement-breakpoint
ALTER TABLE "intake_file" ADD COLUMN "origin" "intake_origin" NOT NULL;--> statement-breakpoint
ALTER TABLE "intake_file" ADD COLUMN "gone_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "plugin" ADD COLUMN "told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "plugin" ADD COLUMN "missed_from" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "plugin" ADD COLUMN "missed_until" timestamp (3) with time zone;