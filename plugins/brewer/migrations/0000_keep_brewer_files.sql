CREATE TYPE "brewer"."kind" AS ENUM('B', 'D', 'UV', 'S', 'ICF');--> statement-breakpoint
CREATE TYPE "brewer"."level" AS ENUM('INFO', 'WARNING', 'ERROR', 'CRITICAL');--> statement-breakpoint
CREATE TYPE "brewer"."limit_source" AS ENUM('DEFAULT', 'BREWER', 'CONFIGURATION');--> statement-breakpoint
CREATE TABLE "brewer"."configuration" (
	"file_id" bigint NOT NULL,
	"instrument" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"line" integer NOT NULL,
	"dead_time_ns" double precision,
	"cal_step" double precision,
	"etc_o3" double precision,
	"model" text,
	"icf" text,
	"schedule" text,
	CONSTRAINT "configuration_file_id_line_pk" PRIMARY KEY("file_id","line")
);
--> statement-breakpoint
CREATE TABLE "brewer"."cure" (
	"file_id" bigint NOT NULL,
	"instrument" text NOT NULL,
	"name" text NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cure_file_id_name_pk" PRIMARY KEY("file_id","name")
);
--> statement-breakpoint
CREATE TABLE "brewer"."event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "brewer"."event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"file_id" bigint NOT NULL,
	"instrument" text NOT NULL,
	"code" integer NOT NULL,
	"level" "brewer"."level" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"line" integer NOT NULL,
	"position" bigint NOT NULL,
	"length" integer NOT NULL,
	"message" text NOT NULL,
	"count" integer NOT NULL,
	"is_guess" boolean NOT NULL,
	"incident" text,
	"quantity" text,
	"value" double precision,
	"target" double precision,
	"bound" double precision,
	"source" "brewer"."limit_source",
	"cleared_at" timestamp (3) with time zone,
	"cures" text[] NOT NULL,
	CONSTRAINT "event_once" UNIQUE("file_id","position","code","count")
);
--> statement-breakpoint
CREATE TABLE "brewer"."expected_schedule" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "brewer"."expected_schedule_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"instrument" text NOT NULL,
	"schedule" text,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "brewer"."file" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "brewer"."file_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"identity" text NOT NULL,
	"path" text NOT NULL,
	"name" text NOT NULL,
	"kind" "brewer"."kind",
	"instrument" text,
	"date" date,
	"station" text,
	"latitude" double precision,
	"longitude" double precision,
	"records" integer NOT NULL,
	"bytes" bigint NOT NULL,
	"first_at" timestamp (3) with time zone,
	"last_at" timestamp (3) with time zone,
	"mask_a" smallint NOT NULL,
	"mask_b" smallint NOT NULL,
	"mask_c" smallint NOT NULL,
	"mask_d" smallint NOT NULL,
	"worst" "brewer"."level",
	"counts" jsonb NOT NULL,
	"problems" jsonb NOT NULL,
	"content" "bytea" NOT NULL,
	"arrived_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone NOT NULL,
	"medians" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"judge_again" boolean DEFAULT false NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "file_identity_unique" UNIQUE("identity")
);
--> statement-breakpoint
CREATE TABLE "brewer"."mute" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "brewer"."mute_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"instrument" text NOT NULL,
	"code" integer NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "brewer"."reading" (
	"file_id" bigint NOT NULL,
	"instrument" text NOT NULL,
	"quantity" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"value" real NOT NULL,
	"line" integer NOT NULL,
	"position" bigint NOT NULL,
	"length" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "brewer"."threshold" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "brewer"."threshold_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"instrument" text,
	"quantity" text NOT NULL,
	"target" double precision,
	"bound" double precision,
	"level" "brewer"."level",
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "brewer"."configuration" ADD CONSTRAINT "configuration_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "brewer"."file"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brewer"."cure" ADD CONSTRAINT "cure_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "brewer"."file"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brewer"."event" ADD CONSTRAINT "event_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "brewer"."file"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "brewer"."reading" ADD CONSTRAINT "reading_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "brewer"."file"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "configuration_by_instrument" ON "brewer"."configuration" USING btree ("instrument","at");--> statement-breakpoint
CREATE INDEX "cure_by_instrument" ON "brewer"."cure" USING btree ("instrument","name","last_at");--> statement-breakpoint
CREATE INDEX "event_by_instrument" ON "brewer"."event" USING btree ("instrument","at","id");--> statement-breakpoint
CREATE INDEX "event_by_code" ON "brewer"."event" USING btree ("code","at","id");--> statement-breakpoint
CREATE INDEX "event_by_time" ON "brewer"."event" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "expected_schedule_by_instrument" ON "brewer"."expected_schedule" USING btree ("instrument","id");--> statement-breakpoint
CREATE INDEX "file_by_time" ON "brewer"."file" USING btree ((coalesce(last_at, '-infinity'::timestamptz)),"id");--> statement-breakpoint
CREATE INDEX "file_by_instrument" ON "brewer"."file" USING btree ("instrument",(coalesce(last_at, '-infinity'::timestamptz)),"id");--> statement-breakpoint
CREATE INDEX "file_by_last" ON "brewer"."file" USING btree ("instrument","last_at");--> statement-breakpoint
CREATE INDEX "file_to_judge" ON "brewer"."file" USING btree ("date","id") WHERE judge_again;--> statement-breakpoint
CREATE INDEX "mute_by_instrument" ON "brewer"."mute" USING btree ("instrument","code","until");--> statement-breakpoint
CREATE INDEX "reading_by_quantity" ON "brewer"."reading" USING btree ("instrument","quantity","at");--> statement-breakpoint
CREATE INDEX "reading_by_file" ON "brewer"."reading" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "threshold_by_instrument" ON "brewer"."threshold" USING btree ("instrument","quantity","id");