/**
 * Query parameters that tell the publisher where a reader came from and never choose what is
 * shown. A name that some site uses to select content (id, p, page, aid, ref, source, from, share)
 * stays out of this table.
 */
const names = new Set([
  // Click identifiers of advertisers: Meta, Google, Yandex, Microsoft, TikTok, X, LinkedIn, Pinterest
  ...['fbclid', 'gclid', 'gclsrc', 'dclid', 'gbraid', 'wbraid', 'gad_source', 'gad_campaignid'],
  ...['srsltid', 'yclid', 'ymclid', 'ysclid', '_openstat', 'msclkid', 'ttclid', 'twclid'],
  ...['li_fat_id', 'epik', 'igshid', 'igsh', 'mibextid', 'wickedid', 'vero_id', 'vero_conv'],
  // Mail senders: Mailchimp, HubSpot, Marketo, Omeda, Drip
  ...['mc_cid', 'mc_eid', '_hsenc', '_hsmi', '__hssc', '__hstc', '__hsfp', 'hsctatracking'],
  ...['mkt_tok', 'oly_anon_id', 'oly_enc_id', '__s', 'ml_subscriber', 'ml_subscriber_hash'],
  // Analytics: Google, AT Internet, Adobe, Matomo, Alibaba
  ...['_ga', '_gl', 'xtor', 'xtref', 'xtcr', 's_cid', 'spm', 'scm', 'pk_cid', 'piwik_campaign'],
  // Outlets and their links on other sites
  ...['ref_src', 'ref_url', 'cmpid', 'smid', 'smtyp', 'ncid', 'ocid', 'icid', 'cid_source'],
  ...['__twitter_impression', 'twitter_impression', 'guccounter', 'guce_referrer'],
  ...['guce_referrer_sig', 'ito', 'ns_mchannel', 'ns_source', 'ns_campaign', 'ns_linkname'],
  ...['ns_fee', 'ftag', 'taid', 'sref', 'traffic_source', 'wt_mc', 'wt.mc_id', 'wtmc', 'fb_ref'],
  ...['fb_source', 'fb_action_ids', 'fb_action_types', 'action_object_map', 'action_type_map'],
  ...['action_ref_map', 'share_token', 'sharetoken', 'amp_js_v', 'amp_gsa', 'usqp', 'echobox'],
]);

/** Written in capitals only: `cmp` in small letters may mean a comparison. */
const exactNames = new Set(['CMP', 'CNDID']);

/** Urchin/Google, AT Internet, Matomo (two generations), Matomo's present name. */
const prefixes = ['utm_', 'at_', 'pk_', 'mtm_', 'hsa_'];

/** Whether a query parameter of this (decoded) name only tracks; capitals make no difference. */
export function isTrackingParameter(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    exactNames.has(name) || names.has(lower) || prefixes.some((prefix) => lower.startsWith(prefix))
  );
}
