import { constants, type Temper } from './generate-records.ts'
import { about, basic, clockTime, dayFields, minutes, seeded } from './generate-text.ts'

/** An ICF file: the constants, one a line. */
export const generateIcfFile = (temper: Temper, { isNew = true } = {}): Buffer =>
  Buffer.from(constants(temper, isNew).map((value) => `${value.padEnd(13)}\r\n`).join(''), 'latin1')

type UvFileOptions = {
  date: string
  station?: string
  latitude?: number
  longitudeWest?: number
  scans?: number
  /** Scans that are broken off, from 0. */
  broken?: readonly number[]
  seed?: number
}

/** A UV file of some scans. */
export const generateUvFile = (options: UvFileOptions): Buffer => {
  const { date, station = 'Somewhere', latitude = 40.6, longitudeWest = 3.7, scans = 4, broken = [], seed = 1 } = options
  const random = seeded(seed)
  const place = [station, ` ${latitude}`, ` ${longitudeWest}`, ' 2.9', 'pr', '1000dark', ' 2.1 ']
  const header = ['ux', 'Integration time is 0.2294 seconds per sample', 'dt  3E-08 ', 'cy 1', 'dh', ...dayFields(new Date(date)), ...place, '\n']
  let text = ''
  for (let scan = 0; scan < scans; scan++) {
    text += header.join('\r')
    for (let point = 0; point < (broken.includes(scan) ? 20 : 80); point++) {
      const time = minutes((6 + scan * 3) * 3600 + point * 2.1)
      text += [`${time} `, ` ${2900 + point * 5} `, basic(1280 + point * 71), `${basic(about(random, 50 + point * point, 10))} `, '\n'].join('\r')
    }
    if (!broken.includes(scan)) text += 'end\r\n'
  }
  return Buffer.from(`${text}\x1a`, 'latin1')
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

type DFileOptions = {
  date: string
  seed?: number
  calStep?: number
  /** Steps that the azimuth is off when it is zeroed. */
  azimuth?: number
  /** Words among what is printed, each after its time (HH:MM). */
  lines?: readonly { at: string; text: string }[]
}

/** A D file: what the printer would have printed of a day. */
export const generateDFile = ({ date, seed = 1, calStep = 286, azimuth = 2, lines = [] }: DFileOptions): Buffer => {
  const random = seeded(seed)
  const day = new Date(date)
  const printed = `${monthNames[day.getUTCMonth()]} ${day.getUTCDate()}/${String(day.getUTCFullYear() % 100).padStart(2, '0')}`
  const blocks: { hour: number; text: readonly string[] }[] = []
  for (let hour = 5; hour < 20; hour += 3) {
    const begin = hour * 3600 + 11
    const time = (seconds: number) => clockTime(begin + seconds)
    const bare = (seconds: number) => time(seconds).replaceAll(':', '')
    blocks.push({ hour, text: [
      '', 'Brewer Temp = 28 C (3.3 V)',
      `${bare(0)} ( .991) HG CALD AT STEP# ${basic(about(random, calStep, 0.8), 2).trim()} SET TO STEP# ${calStep} 9400`,
      `AZIMUTH ZEROED AT ${time(120)} DISCREPANCY = ${azimuth}`, '', 'C.U.T.    CY ZEN MU DRK 1 2 3 4 5',
      `SL0 ${time(400)} 20 65.5 2.4 30 1100000 1050000 1060000 950000 820000`, `${time(560)} ${printed} 65.7 2.4 27 C DEG SL 0`,
      'Mean1 mean5 MS(4) MS(5) MS(6) MS(7) MS(8) MS(9)', ' 1100000 820000 700 200 -400 -1100 4300 2300', '+ 500 300 3 3 4 5 15 8',
      'FILTER #1/1 AND FILTER #2/0', 'GMT DEADTIME', `${bare(900)} 4.8E-08`, ' 48.1 + .6',
    ] })
  }
  for (const { at, text } of lines) {
    const [hours = 0, past = 0] = at.split(':').map(Number)
    blocks.push({ hour: hours + past / 60, text: [`${at}:00`, text] })
  }
  blocks.sort((one, other) => one.hour - other.hour)
  return Buffer.from(`${blocks.flatMap(({ text }) => text).join('\r\n')}\r\n\x1a`, 'latin1')
}
