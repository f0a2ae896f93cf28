CREATE TABLE "skeleton"."noted_run" (
	"number" integer PRIMARY KEY NOT NULL,
	"seconds" double precision NOT NULL,
	"noted_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "skeleton"."noted_run" ADD CONSTRAINT "noted_run_number_run_number_fk" FOREIGN KEY ("number") REFERENCES "public"."run"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "noted_run_by_seconds" ON "skeleton"."noted_run" USING btree ("seconds");