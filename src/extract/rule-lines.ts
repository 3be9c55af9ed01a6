import type { Expression } from './xpath-expression.ts';
import { parseXPath } from './xpath-parse.ts';

/** One XPath of a rule file, and the one that has to find something for it to count. */
export interface Pattern {
  readonly path: Expression;
  readonly onlyIf?: Expression;
}

/** What one rule file says; lists in the order of its lines. */
export interface RuleLines {
  readonly patterns: ReadonlyMap<PatternName, readonly Pattern[]>;
  readonly words: ReadonlyMap<WordName, readonly string[]>;
  readonly choices: ReadonlyMap<ChoiceName, boolean>;
  readonly replacements: readonly Replacement[];
  readonly wraps: readonly Wrap[];
}

export interface Replacement {
  readonly find: string;
  readonly by: string;
}

export interface Wrap extends Pattern {
  readonly name: string;
}

/** A line of a rule file that cannot be used; the others still count. */
export interface RuleFault {
  readonly file: string;
  /** Counted from 1; 0 for the whole file. */
  readonly line: number;
  /** One sentence: what is wrong and what to do. */
  readonly message: string;
}

const patternNames = [
  'title',
  'body',
  'date',
  'author',
  'strip',
  'single_page_link',
  'next_page_link',
  'native_ad_clue',
  'dissolve',
] as const;
export type PatternName = (typeof patternNames)[number];
const wordNames = ['strip_id_or_class', 'strip_image_src', 'src_lazy_load_attr'] as const;
export type WordName = (typeof wordNames)[number];
const choiceNames = ['prune', 'autodetect_on_failure', 'skip_json_ld'] as const;
export type ChoiceName = (typeof choiceNames)[number];

/** No rule needs more; what is longer costs time to take apart. */
const longestLine = 8000;

/** Known, and without a meaning here: docs/site-rules.md says why of each. */
const passedOver = new Set(
  'tidy parser http_header test_url test_urls test_contains test_content requires_login login_uri login_username_field login_password_field login_extra_fields not_logged_in_xpath insert_detected_image footnotes convert_double_br_tags strip_comments autodetect_next_page single_page_link_in_feed skip_id_or_class post_strip_attr move_into'.split(
    ' ',
  ),
);
const wrapNames = new Set(
  'blockquote div figure figcaption h2 h3 h4 li ol p pre ul em strong'.split(' '),
);

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);

/** Reads the lines of a rule file. Never throws: what cannot be used is named and left out. */
export function readRuleLines(
  text: string,
  file: string,
): { readonly lines: RuleLines; readonly faults: readonly RuleFault[] } {
  const reader = new RuleReader(file);
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .forEach((line, at) => {
      reader.read(line.trim(), at + 1);
    });
  return reader.finish();
}

type Narrow = (onlyIf: Expression | undefined) => void;

class RuleReader {
  private readonly file: string;
  private readonly patterns = new Map<PatternName, Pattern[]>();
  private readonly words = new Map<WordName, string[]>();
  private readonly choices = new Map<ChoiceName, boolean>();
  private readonly replacements: Replacement[] = [];
  private readonly wraps: Wrap[] = [];
  private readonly faults: RuleFault[] = [];
  /** A `find_string` that waits for its `replace_string`, and the line it stands on. */
  private readonly finds: { readonly text: string; readonly line: number }[] = [];
  /** Narrows the rule on the line before to pages that contain this; a condition that cannot be
   * asked is never met. Undefined where that rule holds on all pages alike. */
  private narrow: Narrow | undefined;
  private line = 0;

  constructor(file: string) {
    this.file = file;
  }

  read(line: string, number: number): void {
    this.line = number;
    if (line === '' || line.startsWith('#')) return;
    const { narrow } = this;
    this.narrow = undefined;
    if (line.length > longestLine) {
      this.wrong(`it is longer than ${longestLine} characters and is not read; make it shorter`);
      return;
    }
    const given = /^(replace_string)\((.*?)\)\s*:(.*)$|^([^:]*?)(?:\(([^)]*)\))?\s*:(.*)$/s.exec(
      line,
    );
    if (given === null) {
      this.wrong(
        `“${line.slice(0, 40)}” is no “name: value”; begin the line with # to keep it as a remark`,
      );
      return;
    }
    const [, replace, find = '', by = '', name = '', of = '', value = ''] = given;
    if (replace !== undefined) this.replace(find, by.trim());
    else this.rule(name.trim().toLowerCase(), of.trim(), value.trim(), narrow);
  }

  finish(): { lines: RuleLines; faults: readonly RuleFault[] } {
    for (const { line } of this.finds) {
      this.line = line;
      this.wrong(
        'find_string has no replace_string below it; add one, empty to delete what is found',
      );
    }
    const { patterns, words, choices, replacements, wraps, faults } = this;
    return { lines: { patterns, words, choices, replacements, wraps }, faults };
  }

  private rule(name: string, of: string, value: string, narrow: Narrow | undefined): void {
    if (name === 'replace_string') this.replaceFound(value);
    else if (value === '' || passedOver.has(name)) return;
    else if (name === 'find_string') this.finds.push({ text: value, line: this.line });
    else if (name === 'if_page_contains') this.condition(value, narrow);
    else if (name === 'wrap_in') this.wrap(of.toLowerCase(), value);
    else if (isOneOf(wordNames, name)) this.word(name, value.replace(/^["']|["']$/g, ''));
    else if (isOneOf(choiceNames, name)) this.choice(name, value.toLowerCase());
    // The other name is for programs that know no attributes in `strip`.
    else if (name === 'strip_attr') this.pattern('strip', value);
    else if (isOneOf(patternNames, name)) this.pattern(name, value);
    else this.wrong(`${name} is no rule that is known; docs/site-rules.md names all`);
  }

  private pattern(name: PatternName, value: string): void {
    const path = this.path(value);
    if (path !== undefined) this.add(listOf(this.patterns, name), { path });
  }

  private add<Rule extends Pattern>(list: Rule[], rule: Rule): void {
    list.push(rule);
    this.narrow = (asked) => {
      list.pop();
      if (asked === undefined) this.narrow = () => undefined;
      else this.add(list, { ...rule, onlyIf: both(rule.onlyIf, asked) });
    };
  }

  private path(value: string): Expression | undefined {
    const path = parseXPath(value);
    if (!('fault' in path)) return path;
    this.wrong(`the XPath ${value.slice(0, 80)} ${path.fault}; correct it`);
    return undefined;
  }

  /** Holds for the rule above it, beside other conditions of that rule. */
  private condition(value: string, narrow: Narrow | undefined): void {
    const onlyIf = this.path(value);
    if (narrow !== undefined) narrow(onlyIf);
    else
      this.wrong(
        'if_page_contains stands below no rule it could hold for; set it below one with an XPath',
      );
  }

  private word(name: WordName, value: string): void {
    if (value !== '') listOf(this.words, name).push(value);
  }

  private choice(name: ChoiceName, value: string): void {
    if (!/^(?:yes|no|true|false)$/.test(value)) {
      this.wrong(`${name} is ${value.slice(0, 20)}; give yes or no`);
    } else if (!this.choices.has(name)) this.choices.set(name, /^[yt]/.test(value));
  }

  private wrap(name: string, value: string): void {
    const path = this.path(value);
    if (path === undefined) return;
    if (wrapNames.has(name)) this.add(this.wraps, { name, path });
    else
      this.wrong(
        `wrap_in(${name}) is no element of an article; take one of ${[...wrapNames].join(' ')}`,
      );
  }

  private replace(find: string, by: string): void {
    if (find !== '') this.replacements.push({ find, by });
  }

  private replaceFound(by: string): void {
    const find = this.finds.shift();
    if (find !== undefined) this.replace(find.text, by);
    else this.wrong('replace_string has no find_string above it; write replace_string(FIND): BY');
  }

  private wrong(says: string): void {
    const message = `${this.file}, line ${this.line}: ${says}.`;
    this.faults.push({ file: this.file, line: this.line, message });
  }
}

const both = (one: Expression | undefined, other: Expression): Expression =>
  one === undefined ? other : { kind: 'binary', operator: 'and', left: one, right: other };

function listOf<Name, Value>(lists: Map<Name, Value[]>, name: Name): Value[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}
