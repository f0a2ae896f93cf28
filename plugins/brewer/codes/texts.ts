/**
 * What the program prints, by code: regular expressions for a whole message ("routine: words") in lower case, without
 * accents, with single blanks. Wordings of real files first, then those of the manual and of other versions;
 * numbers and punctuation vary. Kept narrow: what is normal (an intensity too low, a discrepancy, a diode found) is no fault.
 */
export const texts: Readonly<Record<number, readonly string[]>> = {
  11: [
    'azimuth( tracker| drive| motor)? ?:?-? ?zero(ing)? (failure|failed|fault|error)',
    '^(az|sr): .*zeroing (failure|failed)',
    '(?<!zenith )tracker zeroing (failure|failed)',
    '(failed|failure|unable|could not|cannot|can not) (to |in )?zero(ing)? (the )?azimuth',
  ],
  12: [
    '(brewer|instrument) (has |have )?(failed|fails|failing) to (respond|answer|reply)',
    '(brewer|instrument) (is |was |does |did )?not (respond|answer|reply)',
    "(brewer|instrument) (does|did)n.?t (respond|answer|reply)",
    'no (response|answer|reply) from (the )?(brewer|instrument)',
  ],
  13: [
    '(filter ?wheel|fw) ?(#|no\\.?)? ?3\\b.{0,40}\\b(reference|diode|sensor)( position)? (was |is |could )?not (be )?found',
    '(reference|diode|sensor)( position)? (of|for|on) (the )?(filter ?wheel|fw) ?(#|no\\.?)? ?3 (was |is |could )?not (be )?found',
    '(could not|cannot|did not|unable to|failed to) find .{0,30}(filter ?wheel|fw) ?(#|no\\.?)? ?3\\b',
  ],
  14: [
    '\\b(hg|mercury)( lamp)?( cal(ibration)?| test| scan)? (has |have )?(failed|failure)\\b(?! to\\b)',
    '^hg: (test |scan |cal(ibration)? )?(failed|failure)',
  ],
  15: ['lamp (was |is |could )?not (be )?detected', 'no lamp (was )?detected'],
  16: ['lamp (is |was )?not on\\b', 'lamp (did|does|will|would) not (turn|come|switch|light|go)\\b', 'lamp failed to (turn|come|switch|light|go)\\b'],
  17: ['micrometers?( motor)? ?((#|no\\.)? ?\\d)? ?(is |are |was |has |appears |seems )?(to be |to have )?jam(med)?\\b', 'jammed micrometer'],
  21: [
    'micrometer ?(#? ?\\d)? ?reset (has been |was |is |being )?attempt',
    '(attempt(ed|ing|s)?|trying) (a |to )?(micrometer ?(#? ?\\d)? ?reset|reset( of)? (the )?micrometer)',
  ],
  22: ['no( light| lamp)? intensity (was |is )?(detected|found|measured)', 'no light (was |is )?detected', 'intensity (was |is |could )?not (be )?detected'],
  23: ['\\breset (has |have )?(failed|failure)', '\\breset (was |is )?(not |un)successful', '\\bfailed to reset\\b'],
  24: ['(spectrometer|micrometer)s? ?(#? ?\\d)? ?alignment (trouble|problem|failure|failed|error)', 'trouble (aligning|in the alignment of) (the )?(spectrometer|micrometer)'],
  25: [
    'zenith( tracker| drive| motor| prism)? ?:?-? ?zero(ing)? (failure|failed|fault|error)',
    '^ze: .*zeroing (failure|failed)',
    '(failed|failure|unable|could not|cannot|can not) (to |in )?zero(ing)? (the )?zenith',
  ],
  26: ['illegal command', '(invalid|unknown|unrecogni[sz]ed) command'],
  31: ['\\buv (\\w+ ){0,2}scan (has |was )?started', '^u[afvx]: (\\w+ ){0,3}scan (has |was )?started'],
  32: ['\\buv (\\w+ ){0,2}scan (has |was )?(finished|completed)', '^u[afvx]: (\\w+ ){0,3}scan (has |was )?(finished|completed)'],
  33: ['\\buv (\\w+ ){0,2}scan (has |was |has been )?(aborted|terminated|interrupted)', '^u[afvx]: (\\w+ ){0,3}scan (has |was )?(aborted|terminated|interrupted)'],
  34: ['(starting|started|start of|beginning) (the )?end[ -]?of[ -]?day', 'end[ -]?of[ -]?day (run |procedure )?(is |was )?start(ed|ing)'],
  38: [
    '\\b(home|del|delete|backspace|esc|escape|end|break|ctrl[ +-]?(break|c)) key (was |is )?(pressed|hit)',
    '\\b(home|del|backspace|esc|ctrl[ +-]?(break|c)) (was |is )?pressed',
    '\\buser (un)?break\\b',
    '\\b(interrupted|aborted|stopped|cancell?ed) by (the )?(user|operator)\\b',
  ],
  42: ['\\b(utc|gmt) date (failure|failed|error)'],
  43: ['\\bjulian (date|day) (failure|failed|error)'],
  44: ['(^|: ?)time (failure|failed)'],
  45: ['user confirmed doing sighting', 'manual sighting', 'sighting (is |was )?(needed|required|requested)', 'request(ed|ing)? (a )?sighting'],
  46: ['total (column )?ozone (data |value |was |has been |is )*submit+ed', 'submit+(ed|ing) total ozone'],
  47: ['unexpected schedule'],
  51: ['checksum bad', 'bad checksum', 'bad (low[ -]level )?command( string)?', 'command string buffer cleared'],
  52: ['motor ?(#|no\\.?)? ?\\d+ ?:? ?.{0,20}\\b(stuck|stalled|jammed)', 'motor ?(#|no\\.?)? ?\\d+ ?:? ?.{0,40}(outside of|out of|beyond) (its )?(logical )?(bounds|limits|range)'],
  53: ['\\breset \\w+ ?-> ?\\w+'],
  55: ['\\b(ds|direct sun)\\b.{0,20} intensity (is |was )?too high'],
  56: [
    'bad or missing \\S+ ?(configuration |constants )?file',
    '(command|configuration|config|constants|schedule|icf) file( \\S+)? (was |is |could )?(not (be )?found|missing|bad|corrupt)',
  ],
  57: ['(did ?n.?t|did not|not) confirm(ed)? running schedule', 'schedule (was |is )?not confirmed', '(azimuth|zenith) (drive|tracker|motor) (is |was )?turned off'],
  58: ['had to (adjust|move) the micrometer'],
  59: ['(micrometer|filter ?wheel|fw|iris|slit ?mask|zenith|azimuth|motor|grating)\\b.{0,40}\\b(reference|diode|home|sensor)( position| step)? (was |is |could )?not (be )?found'],
}

/** Of each code words of which any text that tells it has one: they are sooner looked for than the whole, and without blanks as they stand there. */
export const neededWords: Readonly<Record<number, readonly string[]>> = {
  11: ['zero'], 12: ['respon', 'answer', 'reply'], 13: ['found', 'find'], 14: ['fail'], 15: ['detected'], 16: ['lamp'], 17: ['jam'],
  21: ['attempt', 'trying'], 22: ['detected', 'found', 'measured'], 23: ['reset'], 24: ['align'], 25: ['zero'], 26: ['command'],
  31: ['scan'], 32: ['scan'], 33: ['scan'], 34: ['day'], 38: ['key', 'break', 'by', 'pressed'],
  42: ['date'], 43: ['julian'], 44: ['fail'], 45: ['sighting'], 46: ['submit'], 47: ['unexpected'],
  55: ['high'], 56: ['file'], 57: ['confirm', 'turned'], 58: ['had'], 59: ['found'],
}

/**
 * What operators type (`user:`), in the languages of the stations: a guess. A point stands for a letter with an accent,
 * which every code page writes in its own way. The program itself prints English everywhere.
 */
export const operatorTexts: Readonly<Record<number, readonly string[]>> = {
  45: [
    // English
    'manual(ly)? (sun )?(sight|point|align)', '(sight|point)(ed|ing)? (the sun )?(manually|by hand)', '(do|did|made|make|doing|need|needs|needed|request|requested|please) (a |the |another )?(new )?(sighting|sight\\b)',
    'sighting (is |was )?(needed|required|requested|please|done|made)',
    // Spanish
    '(apuntamiento|apuntado|punter.a|centrado|avistamiento|visado) (del sol )?manual', '(apuntar|apuntado|centrar|centrado) (al |el )?(sol )?(manualmente|a mano)', '(hacer|hace falta|falta|necesita|solicita\\w*) (un |una |el |la )?(sighting|si|apuntamiento|punter.a)\\b',
    // German
    'manuell(e|er|es|en)? (sonnen)?(visierung|peilung|ausrichtung|einstellung|zielen|nachf.+hrung|justierung)', 'sonne (manuell|von hand)', '(visierung|peilung|sonnenpeilung) (n.tig|noetig|erforderlich|angefordert|manuell|von hand)',
    // French
    '(pointage|vis.e|alignement|centrage) (du soleil )?manuel', '(pointer|pointage|viser|centrer) (le |du )?(soleil )?(manuellement|. la main)', '(faire|refaire|demande de) (un |une |le |la )?(pointage|vis.e)',
    // Portuguese
    '(apontamento|pontaria|visada|alinhamento) (do sol )?manual', '(apontar|alinhar|centrar) (o |ao )?(sol )?(manualmente|. m.o)', '(fazer|pedid[oa]) (um |uma |de )?(apontamento|pontaria|visada)',
    // Italian
    '(puntamento|collimazione|allineamento|mira) (del sole |solare )?manuale', '(puntare|puntato|centrare|allineare) (il |al )?(sole )?(manualmente|a mano)', '(fare|richiest[oa]) (un |una |il |la )?(puntamento|collimazione)',
    // Greek, also in Latin letters
    'χειροκινητ\\S* (σκοπευσ|στοχευσ|ευθυγραμμισ)', '(σκοπευσ|στοχευσ)\\S* (του ηλιου )?(με το χερι|χειροκινητ)', '(x|ch|h)eirokinit\\w* (skope|stoxe|stoche)', '(skope|stoxe|stoche)\\w* (me to xeri|me to heri)',
  ],
  46: [
    'total ozone (data |value |was |has been |is )*(submit+ed|sent)', '(ozono total|total de ozono) (enviado|remitido)', 'gesamtozon (gesendet|.bermittelt|uebermittelt)', 'ozone total (envoy.|transmis)',
    'ozono? total (enviado|submetido)', 'ozono totale (inviato|trasmesso)', 'ολικο οζον\\S* (σταλ|εσταλ|υποβλ)',
  ],
}
