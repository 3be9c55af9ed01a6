import { expect, test } from 'vitest';
import { textLanguage } from './text-language.ts';

test.each([
  ['新的地铁线路将在年底前开通，这是本市第一条无人驾驶的线路。', '', 'zh-Hans'],
  ['新的地鐵線路將在年底前開通，這是本市第一條無人駕駛的線路。', 'zh-CN', 'zh-Hant'],
  ['大河山水', 'zh-TW', 'zh-Hant'],
  ['市は新しい地下鉄の路線が年内に開業すると発表した。', 'zh', 'ja'],
  ['시는 새로운 지하철 노선이 올해 안에 개통된다고 밝혔다.', '', 'ko'],
  ['Новая линия метро откроется до конца года.', '', 'ru'],
  ['Нова лінія метро відкриється до кінця року.', 'uk-UA', 'uk'],
  ['The new line will open by the end of the year, it said.', '', 'en'],
  ['The new line will open by the end of the year, it said.', 'zh-CN', 'en'],
  ['La nouvelle ligne ouvrira avant la fin de l’année, dans le nord et pour les gens.', 'en', 'fr'],
  ['Die neue Linie wird vor dem Ende des Jahres eröffnet und ist nicht die letzte.', '', 'de'],
  ['Nowa linia zostanie otwarta przed końcem roku.', 'pl', 'pl'],
  ['12345', 'en', 'und'],
  ['Xyzzy', '', 'und'],
])('%s (page says "%s") is %s', (text, declared, language) => {
  expect(textLanguage(text, declared)).toBe(language);
});
