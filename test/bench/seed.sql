-- Fills the bench's database where it stands: a hundred times faster than sending rows. Before this runs there are the
-- temporary tables `scale` (runs, fills, environments, first_run, first_fill) and `life` (life, statuses, history,
-- grams).

-- Makes all that follows the same every time: a number in [0, 1) for each item and question.
create function pg_temp.dice(item bigint, question int) returns float8 language sql immutable as
  $$ select (hashint8extended(item, question) & 2147483647)::float8 / 2147483648.0 $$;

insert into detector (name)
select unnest(string_to_array('CPV EMC FDD FT0 FV0 HMP ITS MCH MFT MID PHS TOF TPC TRD ZDC TST', ' '))
on conflict do nothing;

insert into run_type (name)
select unnest(string_to_array('PHYSICS COSMICS TECHNICAL PEDESTAL LASER '
  || 'CALIBRATION_ITHR CALIBRATION_PULSER SYNTHETIC', ' '))
on conflict do nothing;

insert into tag (text)
select unnest(string_to_array('pp,PbPb,low rate,high rate,field reversed,field off,reference,to review,short,'
  || 'van der Meer,TPC laser,new firmware,alignment,threshold scan,noise,test beam,half field,software test,sampled,'
  || 'replayed,calibrated,luminosity,magnet ramp,recovered', ','))
on conflict do nothing;

-- A fill every twelve hours; one in twenty never reaches stable beams.
insert into fill (number, beam_type, filling_scheme, energy_gev, colliding_bunches, delivered_luminosity,
  stable_beams_start, stable_beams_end)
select first_fill + n, case when heavy then 'PB82 - PB82' else 'PROTON - PROTON' end,
  case when heavy then '50ns_1240b_1088_1088_398_56bpi' else '25ns_2460b_2450_1737_1735_180bpi_17inj' end,
  6800, case when heavy then 1088 else 1737 end,
  case when not lost then round((500 + pg_temp.dice(n, 1) * 2000)::numeric, 3) end,
  case when not lost then cycle + make_interval(secs => round(7200 + pg_temp.dice(n, 2) * 5400)) end,
  case when not lost then cycle + make_interval(secs => round(30600 + pg_temp.dice(n, 3) * 10000)) end
from (
  select first_fill, n, pg_temp.dice(n, 4) < 0.1 as heavy, pg_temp.dice(n, 5) < 0.05 as lost,
    timestamptz '2022-03-01T00:00:00Z' + make_interval(hours => n * 12) as cycle
  from scale cross join generate_series(0, fills - 1) n
) made;

-- Every run with what later statements need of it. The last three have not ended.
create temp table made as
select n, first_run + n as number, environment, f.number as fill_number, start_at, end_at, in_beams,
  case when in_beams and pg_temp.dice(n, 11) < 0.92 then 'PHYSICS'
    else (array['COSMICS', 'TECHNICAL', 'PEDESTAL', 'LASER', 'CALIBRATION_ITHR', 'CALIBRATION_PULSER', 'SYNTHETIC'])
      [1 + floor(pg_temp.dice(n, 12) * 7)] end as type,
  case when end_at is null then 'NONE' when verdict < 0.8 then 'GOOD' when verdict < 0.88 then 'BAD'
    when verdict < 0.95 then 'TEST' else 'NONE' end::run_quality as quality
from (
  select n, first_run, first_fill, pg_temp.dice(n, 13) as verdict, n * environments::bigint / runs as environment,
    n * fills::bigint / runs as cycle, start_at,
    case when n < runs - 3
      then start_at + make_interval(secs => round(90 + pg_temp.dice(n, 14) * 0.85 * slot)) end as end_at
  from scale cross join generate_series(0, runs - 1) n
  cross join lateral (select 43200.0 * fills / runs as slot) spaced
  cross join lateral (
    select timestamptz '2022-03-01T00:00:00Z' + make_interval(secs => round(n * slot + pg_temp.dice(n, 15) * 60))
  ) as begun(start_at)
) timed
left join fill f on f.number = first_fill + cycle
  and start_at between f.stable_beams_start - interval '1 hour' and f.stable_beams_end
cross join lateral (
  select f.number is not null and coalesce(end_at, 'infinity') > f.stable_beams_start and start_at < f.stable_beams_end
) as beams(in_beams);

create temp table lived as
select e as environment, '2' || substr(translate(encode(sha256(e::text::bytea), 'base64'), '+/=', 'xyz'), 1, 10) as id,
  1 + floor(pg_temp.dice(e, 21) * (select count(*) from life))::int as life,
  min(start_at) - interval '9 minutes' as begun, max(coalesce(end_at, start_at)) + interval '3 minutes' as finished
from scale cross join generate_series(0, environments - 1) e join made on environment = e group by e;

insert into environment (id, status, history, history_grams, created_at, updated_at)
select id, statuses[cardinality(statuses)], history, grams, begun, finished from lived join life using (life);

insert into environment_history (environment_id, status, message, at_ns)
select id, status, case when status = 'ERROR' then 'task readout ended with exit code 139' end,
  (extract(epoch from begun) * 1000000000)::bigint
    + ((extract(epoch from finished - begun) * 1000000)::bigint * (place - 1) / (cardinality(statuses) - 1)) * 1000
from lived join life using (life) cross join unnest(statuses) with ordinality as step(status, place)
order by environment, place;

create temp table dated as
select n, 'LHC' || to_char(start_at, 'YY') || chr(96 + extract(month from start_at)::int) as period from made;

insert into period (name) select distinct period from dated order by 1 on conflict do nothing;

insert into run (number, type_id, definition, quality, started_at, ended_at, trigger_started_at, trigger_ended_at,
  fill_number, environment_id, period_id, started_by, ended_by, dcs, data_distribution, epn, trigger, processing_mode,
  workflow_parameters, pdp_beam_type, beam_mode, created_at, updated_at)
select made.number, run_type.id,
  case when type in ('PHYSICS', 'TECHNICAL', 'SYNTHETIC') then type
    when type <> 'COSMICS' then 'CALIBRATION' when in_beams then 'COMMISSIONING' else 'COSMICS' end::run_definition,
  quality, start_at - interval '40 seconds', end_at + interval '6 seconds', start_at, end_at, fill_number, lived.id,
  period.id, 'shifter ' || (n % 37), case when end_at is not null then 'shifter ' || (n % 41) end,
  type <> 'SYNTHETIC', true, true, case when type = 'SYNTHETIC' then 'OFF' else 'CTP' end, 'processing', 'QC,CTF',
  case type when 'PHYSICS' then 'pp' when 'COSMICS' then 'cosmic' when 'TECHNICAL' then 'technical' end,
  case when in_beams then 'STABLE BEAMS' else 'NO BEAM' end, start_at, coalesce(end_at, start_at)
from made join dated using (n) join lived using (environment) join run_type on run_type.name = type
join period on period.name = dated.period order by n;

-- Thirteen a run on average; physics cannot do without ITS and FT0.
insert into run_detector (run_number, detector_id, quality)
select number, d.id, case when quality = 'NONE' then 'NONE'
  when pg_temp.dice(n * 64 + d.id, 31) < 0.95 then 'GOOD' else 'BAD' end::run_quality
from made cross join detector d
where pg_temp.dice(n * 64 + d.id, 32) < 0.8 or (type = 'PHYSICS' and d.name in ('ITS', 'FT0'))
order by n, d.id;

-- None to three.
insert into run_tag (run_number, tag_id)
select number, numbered.id from made
cross join lateral generate_series(1, floor(pg_temp.dice(n, 41) * 4)::int) k
join (select id, row_number() over (order by id) as place from tag) numbered
  on place = 1 + (floor(pg_temp.dice(n, 42) * 1000)::int + k * 7) % 24
order by 1, 2;

insert into run_end_reason (run_number, category, title, description, created_by, created_at)
select number, category,
  case category when 'DETECTORS' then (array['TPC', 'ITS', 'MCH', 'TRD'])[1 + n % 4] when 'LHC' then 'Beam dump' end,
  'seen in sector ' || (n % 18), 'shifter ' || (n % 41), end_at
from made
cross join lateral (select (array['DETECTORS', 'LHC', 'OTHER'])[1 + floor(pg_temp.dice(n, 51) * 3)]) as chosen(category)
where end_at is not null and pg_temp.dice(n, 52) < 0.15 order by n;

insert into run_counter (run_number, name, value, unit)
select number, name, (extract(epoch from end_at - start_at) * rate)::bigint, unit
from made cross join (values ('bytesReadOut', 7e8, 'B'), ('bytesWritten', 9e7, 'B'), ('ctfFiles', 0.2, null),
  ('timeFrames', 88, null)) as counted(name, rate, unit)
where end_at is not null order by number, name;

insert into change (entity, key, field, before, after, reason, actor, at)
select 'RUN', number::text, 'quality', '"NONE"', to_jsonb(quality::text), 'checked after the shift',
  'shifter ' || (n % 23), end_at + interval '1 hour'
from made where quality <> 'NONE' order by n;

-- The same figure as the domain writes: good physics runs, clipped to stable beams and merged.
update fill set covered_seconds = covered.seconds from (
  select fill_number, (select sum(extract(epoch from upper(part) - lower(part))) from unnest(parts) part) as seconds
  from (
    select r.fill_number,
      range_agg(tstzrange(r.start_at, r.end_at) * tstzrange(f.stable_beams_start, f.stable_beams_end)) as parts
    from run r join fill f on f.number = r.fill_number
    where r.definition = 'PHYSICS' and r.quality = 'GOOD' and r.end_at is not null group by 1) merged
) covered
where fill.number = covered.fill_number and covered.seconds is not null;
