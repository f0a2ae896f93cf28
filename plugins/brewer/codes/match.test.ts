import { expect, test } from 'vitest'
import { codes } from './code-table.ts'
import { codesIn, codesWithTexts, plain } from './match.ts'

/** What the program may say, in several wordings, cases and with several numbers. */
const said: Readonly<Record<number, readonly string[]>> = {
  11: ['re: Azimuth tracker ZEROING FAILURE !!', 'az:  azimuth   tracker zeroing failure', 'AZ: AZIMUTH ZEROING FAILED', 'az: Tracker zeroing failure !', 'sr: Azimuth zero failure', 're: Unable to zero azimuth'],
  12: ['menu: Brewer failed to respond 5 times', 'da_lo: brewer FAILED to respond 12 times', '16: Brewer  failed to respond  1 times', 'hp: Brewer not responding', 'menu: No response from Brewer', 're: Instrument did not respond', "ds: Brewer didn't respond"],
  13: ['re: Filterwheel #3 reference not found', 're: FILTER WHEEL #3 REFERENCE NOT FOUND', 're: Filter wheel 3 reference position was not found', 'fw: FW#3 reference not found', 're: Reference of filterwheel #3 not found', 're: Did not find filterwheel #3 reference'],
  14: ['hg: HG failed', 'menu: HG test failed', 'hg: Mercury calibration failed', 'HG: hg scan failure'],
  15: ['hg: Lamp not detected f1= 6 f4= 113', 'HG:  LAMP  NOT DETECTED F1= 2000 F4= 1'],
  16: ['hg: Lamp not on... hg test terminated F1= 6 F4= 113', 'sl: lamp not on', 'fi: Lamp is not on', 'jl: Lamp failed to come on', 'uv: LAMP NOT ON... uv test terminated F1= 0 F4= 34'],
  17: ['hg: Micrometer is jammed', 're: MICROMETER #2 JAMMED', 'hg: Micrometer #1 is jammed !!', 'fr: Micrometer appears to be jammed', 'fr: Micrometer No. 1 is jammed', 'hp: Micrometers are jammed', 'fr: Micrometer motor is jammed'],
  21: ['re: Micrometer reset attempted', 'hg: MICROMETER #1 RESET ATTEMPTED', 'hg: Attempting to reset micrometer', 're: Attempting micrometer reset', 'hg: Micrometer #1 reset has been attempted', 'hg: Trying to reset the micrometer'],
  22: ['hg: No intensity detected', 'sl: NO INTENSITY DETECTED', 'sl: No light detected', 'hg: No light intensity was found', 'fi: No lamp intensity detected'],
  23: ['re: Reset failed  11 times. Quitting and going to the menu.', 'RE: RESET FAILED 3 TIMES', 'menu: Reset has failed', 're: Failed to reset the instrument'],
  24: ['hp: Spectrometer alignment trouble.', 'hp: Micrometer alignment trouble', 'HP: SPECTROMETER  ALIGNMENT TROUBLE', 'hp: Micrometer #2 alignment trouble'],
  25: ['ze: Zenith drive ZEROING FAILURE !!', 're: ZENITH ZEROING FAILURE', 're: Zenith prism zeroing failed', 'ze: zeroing failure', 're: zenith  tracker   zeroing failure !!'],
  26: ['ck: Illegal command (ck) in schedule o30618a, ignoring', 'MX: ILLEGAL COMMAND (MX) IN SCHEDULE , IGNORING', 'menu: Unknown command zz'],
  31: ['ux: UV extended  scan started', 'ua: UV timed scan started', 'uv: UV standard  scan started', 'uf: UV fast  scan started', 'UX: uv EXTENDED SCAN STARTED'],
  32: ['ux: UV extended  scan finished, incident DUV =  2.59E-02 mW/m^2', 'ux: UV extended  scan finished, incident DUV = -1.2E-02 mW/m^2', 'uv: UV scan finished'],
  33: ['ua: UV timed  scan aborted', 'uv: UV standard  SCAN ABORTED', 'ux: UV extended scan was interrupted'],
  34: ['ed: Starting EndOfDay', 'ED: STARTING END OF DAY', 'ed: starting end-of-day', 'ed: End of day started'],
  38: ['ds: HOME key pressed', 'hg: DEL key pressed', 'R,0,6,5;O: BACKSPACE key pressed', 'sl: home KEY pressed', 'menu: User break', 'menu: user unbreak', 'ds: Interrupted by operator', 'ds: CTRL-BREAK pressed', 'hg: Home pressed'],
  42: ['td: UTC date failure', 'ti: GMT date failure'],
  43: ['td: Julian date failure', 'td: JULIAN DAY failure'],
  44: ['td: Time failure'],
  45: ['si: User confirmed doing sighting without azimuth tracker.', 'si: Manual sighting requested', 'az: Sighting required'],
  46: ['o3: Total ozone submitted', 'zz: TOTAL OZONE SUBMITED', 'zz: Total column ozone was submitted to the center'],
  47: ['skc: Unexpected schedule running'],
  55: ['ds: DS intensity too high ( 301620/cy) quitting.', 'ds: ds INTENSITY TOO HIGH'],
  56: ['hs: Bad or missing hs.cfg file creating new defaults.', 'HL: bad or missing HL.cfg file creating new defaults.', 'mx: Command file mx not found --- continuing'],
  57: ["skc: User didn't confirm running schedule. Quitting.", 'si: Azimuth drive turned OFF in op_st.'],
  58: ['checkhg: Last HG had to adjust the micrometer by at least  1', 'checkhg: Last HG had to adjust the micrometer by at least  14'],
  59: ['fr: Micrometer #1 reference not found', 're: Filterwheel #2 reference not found', 'ze: Zenith home position not found'],
}

const quotes: Readonly<Record<number, readonly string[]>> = {
  51: ['rl:  2019  170  06 30 53   Checksum bad in low level command.', 'rl:  2016  20  06 30 53   Bad command string.  Command string buffer cleared.'],
  52: ['rl:  2019  001  01 11 09   Motor #1: appears stuck with a reference sensor activated.', 'rl: 2018 293 14 58 26 Motor 2: Move attempted outside of logical bounds'],
  53: ['rl:  2019  001  01 11 02   Reset Warm -> Tepid  from  2019  001  01 10 56   until  2019  001  01 10 56  . Counts: 1,0', 'rl: 2018 293 14 58 04 Reset No -> Tepid'],
}

/** What is as it should be. */
const normal = [
  'ds: DS intensity too low ( 144/cy), skipping.', 'zs: ZS intensity too low ( 13/cy), skipping.', 're: Found diode at step -242 Moving filterwheel #3 to o3 position at  242',
  're: FW#3 discrepancy -2 Moving filterwheel #3 to o3 position at  242', 'fr: Micrometer #1 reference found at step 2434 (+CAL)= 2593 Now set to o3 offset = 2592',
  'fr: Micrometer #2 discrepancy= 0 Now set to offset = 0', 'ze: Zenith discrepancy = -1229', 're: Azimuth discrepancy = -4451', 'ua: UV timed  skipped  64.2  -59.1',
  'skc: Waiting until end of local day.', 'skc: Waiting until ZA =-71 now -73.1', 'ed: Running: |pd|o3|af|ozsum|rl|cfg_out|re|az|w1|fr|hg|ap', 're: Running re from o30618a line -200',
  'ds: DS aborted', 'ds: Going to menu', 'hp: Aborted', 'w1: Interrupting w1 and running next cmd.', 'checkhg: Last HG was OK', 'checkhg: Last HG failed to be within  1 step', 'td: Time correction -134.1 seconds', 'td: Julian day = 176',
  'chk_cfg: MOTOR.MAX.JERK[5]=(symbol not found)', 'chk_cfg: MOTOR.RESET.POS[2]=-99', 'CI: CI scan started at 10:12:13', 'hs: HS scan started at 09:11:12', 'cj: CJ scan finished at 00:40:12',
  'ru: Software was restarted less than 2 hrs ago, ignoring request to restart now.', 'start:  PROGRAM start :  JUN 25/19 at 11:27:51', 'dsp2: Too bright, ( 305013 at step  5929), restarting line  6 with ND1',
  'ds: Suppressed oscillation of filter wheel.', 'skc: Starting schedule uv0625a', 'hgfw2: HG FW#2 at step  0', 'hl: HL is done on extended range Brewers only. Skipping.',
  'si: New SI, HC = -7, NC =  2045  Old =  12 ,  2045', 'ql: scan with lamp 152 done', 'main: All constants saved', 'fi: Still doing FI', 'AZIMUTH ZEROED AT 10:11:12 DISCREPANCY = 2', '',
]

test.each(Object.entries(said))('What says %s says it in any case and wording, and nothing else', (code, texts) => {
  for (const text of texts) {
    expect(codesIn(text, 'PROGRAM'), text).toEqual([Number(code)])
    expect(codesIn(text.toUpperCase(), 'PROGRAM'), text).toEqual([Number(code)])
    expect(codesIn(text.toLowerCase().replaceAll(' ', '  \t'), 'PROGRAM'), text).toEqual([Number(code)])
  }
})

test.each(Object.entries(quotes))('Of the instrument’s own log, which is quoted, %s is told', (code, texts) => {
  for (const text of texts) expect(codesIn(text, 'QUOTE'), text).toEqual([Number(code)])
})

test('What a quote says raises no code of the seed, and only a quote raises those of the log', () => {
  for (const texts of Object.values(said)) for (const text of texts) expect(codesIn(`rl:  2016  22  06 30 53   <${text}>`, 'QUOTE')).toEqual([])
  expect(codesIn('rl:  2016  22  09 12 02   <HOME key pressed>', 'QUOTE')).toEqual([])
  for (const texts of Object.values(quotes)) for (const text of texts) expect(codesIn(text, 'PROGRAM')).toEqual([])
})

test('What is normal says nothing', () => {
  for (const text of normal) for (const voice of ['PROGRAM', 'OPERATOR', 'QUOTE'] as const) expect(codesIn(text, voice), text).toEqual([])
})

test('Each code with words for the program is tried here', () => {
  const tried = new Set([...Object.keys(said), ...Object.keys(quotes)].map(Number))
  expect(codesWithTexts.filter((code) => !tried.has(code))).toEqual([])
})

test('Operators ask for a sighting in their own language', () => {
  const typed = [
    'user: manual sighting needed', 'user: please do a sighting', 'user: sighted by hand', 'user: apuntamiento manual', 'user: hace falta un apuntamiento', 'user: puntería manual del sol',
    'user: manuelle Visierung', 'user: Sonne von Hand', 'user: pointage manuel', 'user: visée manuelle', 'user: refaire le pointage', 'user: apontamento manual', 'user: puntamento manuale', 'user: puntare il sole a mano',
    'user: xeirokiniti skopeusi', 'USER: MANUAL SIGHTING',
  ]
  for (const text of typed) expect(codesIn(text, 'OPERATOR'), text).toEqual([45])
})

test('Letters with accents are read in the code pages of DOS, of the Web, and Greek in both', () => {
  expect(codesIn('user: punter\xa1a manual', 'OPERATOR')).toEqual([45])
  expect(codesIn('user: vis\x82e manuelle', 'OPERATOR')).toEqual([45])
  // χειροκίνητη σκόπευση
  expect(codesIn('user: \xf7\xe5\xe9\xf1\xef\xea\xdf\xed\xe7\xf4\xe7 \xf3\xea\xfc\xf0\xe5\xf5\xf3\xe7', 'OPERATOR')).toEqual([45])
  expect(codesIn('user: \xae\x9c\xa0\xa8\xa6\xa1\xe5\xa4\x9e\xab\x9e \xa9\xa1\xe6\xa7\x9c\xac\xa9\x9e', 'OPERATOR')).toEqual([45])
})

test('What an operator types about faults is no fault', () => {
  for (const text of ['user: HOME key pressed by me', 'user: reset failed yesterday', 'user: lamp not on, changed it', 'user: BBAD', 'user: si', 'user: location wrong this previous days']) {
    expect(codesIn(text, 'OPERATOR'), text).toEqual([])
  }
})

test('Ten thousand letters of anything are soon done with', () => {
  const long = ['azimuth '.repeat(1250), 'no '.repeat(3000), 'a'.repeat(10_000), 'motor 1: '.repeat(1100), 'filterwheel #3 reference '.repeat(400)]
  const began = performance.now()
  for (const text of long) for (const voice of ['PROGRAM', 'OPERATOR', 'QUOTE'] as const) codesIn(text, voice)
  expect(performance.now() - began).toBeLessThan(1000)
})

test('Texts are held against patterns without case, doubled blanks, accents and control characters', () => {
  expect(plain('  Vis\u00e9e\t MANUELLE \x03 ')).toBe('visee manuelle')
  for (const { patterns } of codes) for (const pattern of patterns) expect(pattern.replace(/\\[SDW]/g, ''), pattern).not.toMatch(/[A-Z]/)
})
