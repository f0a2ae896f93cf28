// What files are read with: pure, as `logline import` reads them.
export { UnreadableFile } from '../../server/import/item.ts'
export { openSeries, type Series, type SeriesChannel, type SeriesRow } from '../../server/import/series.ts'
export { openTable, type Row, type Table } from '../../server/import/table.ts'
export { isZone, parseTime } from '../../server/import/time.ts'
export { wholeLines, type WholeLines } from '../../server/import/whole-lines.ts'
