/** Names of hashes as `node:crypto` has them, by their object identifiers. SHA-1 is not among them: it can be forged. */
export const hashNames: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

export const oid = {
  sha256: '2.16.840.1.101.3.4.2.1',
  signedData: '1.2.840.113549.1.7.2',
  /** TSTInfo, what a token says (RFC 3161 §2.4.2). */
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  /** Names the signer's certificate by its SHA-1 (RFC 2634 §5.4). */
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  /** The same by SHA-256 or another (RFC 5035 §3). */
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  rsaPss: '1.2.840.113549.1.1.10',
  /** The extended key usage without which nobody may sign time stamps. */
  timeStamping: '1.3.6.1.5.5.7.3.8',
  /** Where a certificate says what it is for, and whether it may issue others (RFC 5280 §4.2.1). */
  extendedKeyUsage: '2.5.29.37',
  basicConstraints: '2.5.29.19',
} as const;
