import { createHash, type Hash } from 'node:crypto';
import { StatedDigest } from '../digest/index.ts';
import { altered, type MemberFault, malformed } from './fault.ts';
import { checkIdentity, isOurs, type RecordFacts } from './identity.ts';
import { fieldsOf, type NamedFields } from './named-fields.ts';

/** Named fields, or the head of an HTTP answer, take no more than this. */
const mostHead = 2 ** 20;
/** The archive writes no longer block. */
const mostBlock = 256 * 2 ** 20;

/** Checks one record (ISO 28500:2017) while its bytes come in. Holds its heads only. */
export class RecordCheck {
  #head: Buffer = Buffer.alloc(0);
  #fields: NamedFields | undefined;
  #body: BlockCheck | undefined;
  #fault: MemberFault | undefined;

  /** Takes the next bytes; false when it is clear that the record is not whole and well. */
  take(bytes: Buffer): boolean {
    if (this.#fault !== undefined) return false;
    if (this.#body === undefined) this.#takeHead(bytes);
    else this.#fault = this.#body.take(bytes);
    return this.#fault === undefined;
  }

  /** After the last byte: what the record says of itself, or what is wrong. */
  result(): RecordFacts | MemberFault {
    if (this.#fault !== undefined) return this.#fault;
    if (this.#fields === undefined || this.#body === undefined) {
      return malformed('has named fields that do not end');
    }
    return this.#body.fault() ?? this.#body.foreign() ?? checkDigests(this.#fields, this.#body);
  }

  #takeHead(bytes: Buffer): void {
    this.#head = Buffer.concat([this.#head, bytes]);
    const end = this.#head.indexOf('\r\n\r\n');
    const known = this.#head.toString('latin1', 0, 10);
    if (!/^WARC\/1\.\d\r\n$/.test(known) && this.#head.length >= 10) {
      this.#fault = malformed('does not begin with WARC/1');
    } else if (end > mostHead || (end < 0 && this.#head.length > mostHead)) {
      this.#fault = malformed('has named fields that do not end');
    } else if (end >= 0) {
      this.#beginBlock(end);
    }
  }

  #beginBlock(end: number): void {
    this.#fields = fieldsOf(this.#head.toString('utf8', 0, end));
    const length = this.#fields.get('content-length') ?? '';
    if (!/^\d{1,12}$/.test(length) || Number(length) > mostBlock) {
      this.#fault = malformed(`has the Content-Length ${JSON.stringify(length)}`);
      return;
    }
    this.#body = new BlockCheck(Number(length), this.#fields);
    this.#fault = this.#body.take(this.#head.subarray(end + 4));
    this.#head = Buffer.alloc(0);
  }
}

/** A record's block and the two line breaks behind it. */
class BlockCheck {
  readonly #length: number;
  readonly #fields: NamedFields;
  /** What a record of another crawler states of its block: SHA-1 mostly, or nothing; then the CRC-32
   * of its gzip member is all there is. */
  readonly #foreign: StatedDigest | undefined;
  readonly #block: Hash = createHash('sha256');
  readonly #payload: Hash = createHash('sha256');
  #taken = 0;
  #tail = '';
  /** The head of the HTTP message so far, while its end has not come. */
  #http: Buffer | undefined;
  readonly type: string;
  statusLine = '';

  constructor(length: number, fields: NamedFields) {
    const type = fields.get('warc-type') ?? '';
    this.#length = length;
    this.#fields = fields;
    this.#foreign = isOurs(idIn(fields))
      ? undefined
      : new StatedDigest(fields.get('warc-block-digest') ?? '');
    this.type = type;
    if (type === 'response' || type === 'revisit') this.#http = Buffer.alloc(0);
  }

  take(bytes: Buffer): MemberFault | undefined {
    const part = bytes.subarray(0, this.#length - this.#taken);
    this.#taken += part.length;
    this.#block.update(part);
    this.#foreign?.update(part);
    this.#tail += bytes.toString('latin1', part.length, part.length + 5);
    if (this.#tail.length > 4) return malformed('goes on after its end');
    return this.#takePayload(part);
  }

  fault(): MemberFault | undefined {
    if (this.#tail === '\r\n\r\n') return undefined;
    return malformed(`is not ${this.#length} bytes of block and two line breaks`);
  }

  /** What a record of another crawler comes to; undefined for one of ours. */
  foreign(): RecordFacts | MemberFault | undefined {
    if (this.#foreign === undefined) return undefined;
    if (!this.#foreign.isContradicted()) return checkIdentity(this.#fields);
    const stated = this.#fields.get('warc-block-digest') ?? '';
    return altered(`has a block that is not ${stated.slice(0, 100)}`);
  }

  digests(): { readonly block: string; readonly payload: string } {
    return { block: this.#block.digest('hex'), payload: this.#payload.digest('hex') };
  }

  /** In an HTTP answer the payload begins behind the empty line. */
  #takePayload(part: Buffer): MemberFault | undefined {
    if (this.#http === undefined) {
      this.#payload.update(part);
      return undefined;
    }
    const head = Buffer.concat([this.#http, part]);
    const end = head.indexOf('\r\n\r\n');
    this.#http = head;
    this.statusLine = head.toString('latin1', 0, 64);
    if (end < 0) return head.length > mostHead ? malformed('has an endless HTTP head') : undefined;
    this.#http = undefined;
    this.#payload.update(head.subarray(end + 4));
    return undefined;
  }
}

const idIn = (fields: NamedFields): string =>
  (fields.get('warc-record-id') ?? '').replace(/^<|>$/g, '');

const sha256Field = /^sha256:([0-9a-f]{64})$/;

function checkDigests(fields: NamedFields, body: BlockCheck): RecordFacts | MemberFault {
  const { block, payload } = body.digests();
  const stated = sha256Field.exec(fields.get('warc-block-digest') ?? '')?.[1];
  if (stated === undefined) return malformed('has no WARC-Block-Digest in SHA-256');
  if (stated !== block) return altered(`has a block with the SHA-256 ${block}, not ${stated}`);
  if (!['response', 'revisit', 'resource', 'conversion'].includes(body.type))
    return checkIdentity(fields);
  const statedPayload = sha256Field.exec(fields.get('warc-payload-digest') ?? '')?.[1];
  if (statedPayload === undefined) return malformed('has no WARC-Payload-Digest in SHA-256');
  // A revisit tells the payload of the capture it refers to and has none of its own.
  if (body.type !== 'revisit' && statedPayload !== payload) {
    return altered(`has a payload with the SHA-256 ${payload}, not ${statedPayload}`);
  }
  const facts = checkIdentity(fields, { payload: statedPayload, statusLine: body.statusLine });
  return 'message' in facts || body.type === 'revisit' ? facts : { ...facts, payload };
}
