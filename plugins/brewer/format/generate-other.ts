import { constants, type Temper } from './generate-records.ts'
import { about, basic, clockTime, dayFields, minutes, seeded } from './generate-text.ts'

/** An ICF file: the constants, one a line. */
export const generateIcfFile = (temper: Temper, { isNew = true } = {}): Buffer =>
  Buffer.from(constants(temper, isNew).map((value) => `${value.padEnd(13)}\r\n`).join(''), 'latin1')

/** A UV file of some scans, of which those at `broken` end too early. */
export const generateUvFile = ({ date, station = 'Somewhere', latitude = 40.6, longitudeWest = 3.7, scans = 4, broken = [], seed = 1 }: {
  date: string; station?: string; latitude?: number; longitudeWest?: number; scans?: number; broken?: readonly number[]; seed?: number
}): Buffer => {
  const random = seeded(seed)
  const day = dayFields(new Date(date))
  let text = ''
  for (let scan = 0; scan < scans; scan++) {
    text += ['ux', 'Integration time is 0.2294 seconds per sample', 'dt  2.7E-08 ', 'cy 1', 'dh', ...day, station, ` ${latitude}`, ` ${longitudeWest}`, ' 2.9', 'pr', '1000dark', ' 2.1 ', '\n'].join('\r')
    const points = broken.includes(scan) ? 20 : 80
    for (let point = 0; point < points; point++)
      text += [`${minutes((6 + scan * 3) * 3600 + point * 2.1)} `, ` ${2900 + point * 5} `, basic(1280 + point * 71), `${basic(about(random, 50 + point * point, 10))} `, '\n'].join('\r')
    if (!broken.includes(scan)) text += 'end\r\n'
  }
  return Buffer.from(`${text}\x1a`, 'latin1')
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A D file: what the printer would have printed of a day, with `lines` of words among it, each after its time (HH:MM). */
export const generateDFile = ({ date, seed = 1, calStep = 286, azimuth = 2, lines = [] }: { date: string; seed?: number; calStep?: number; azimuth?: number; lines?: readonly { at: string; text: string }[] }): Buffer => {
  const random = seeded(seed)
  const day = new Date(date)
  const printed = `${monthNames[day.getUTCMonth()]} ${day.getUTCDate()}/${String(day.getUTCFullYear() % 100).padStart(2, '0')}`
  const blocks: { hour: number; text: readonly string[] }[] = []
  for (let hour = 5; hour < 20; hour += 3) {
    const seconds = hour * 3600 + 11
    const time = clockTime(seconds)
    blocks.push({ hour, text: [
      '', 'Brewer Temp = 29 C (3.66 V)', `${time.replaceAll(':', '')} ( .987) HG CALD AT STEP# ${basic(about(random, calStep, 0.8), 2).trim()} SET TO STEP# ${calStep} 9540`,
      `AZIMUTH ZEROED AT ${clockTime(seconds + 120)} DISCREPANCY = ${azimuth}`, '', 'C.U.T.    CY ZEN MU DRK 1 2 3 4 5',
      `SL0 ${clockTime(seconds + 400)} 20 65.63 2.384 32 1102112 1052861 1066768 956627 820941`, `${clockTime(seconds + 560)} ${printed} 65.763 2.395 27 C DEG SL 0`,
      'Mean1 mean5 MS(4) MS(5) MS(6) MS(7) MS(8) MS(9)', ' 1102112 820941 679 158 -442 -1143 4337 2322', '+ 500 316 3 3 4 5 16 8',
      'FILTER #1/1 AND FILTER #2/0', 'GMT DEADTIME', `${clockTime(seconds + 900).replaceAll(':', '')} 4.94288936E-08`, ' 48.705 + .6',
    ] })
  }
  for (const { at, text } of lines) {
    const [hours = 0, past = 0] = at.split(':').map(Number)
    blocks.push({ hour: hours + past / 60, text: [`${at}:00`, text] })
  }
  blocks.sort((one, other) => one.hour - other.hour)
  return Buffer.from(`${blocks.flatMap(({ text }) => text).join('\r\n')}\r\n\x1a`, 'latin1')
}
