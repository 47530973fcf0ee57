/** The zone that is served. It is part of the program, so that the image needs no files. */
export const ZONE_FILE = String.raw`
$ORIGIN example.org.
$TTL 1h
@         IN SOA  ns1 hostmaster (
                  2025010101  ; serial
                  2h          ; refresh
                  30m         ; retry
                  2w          ; expire
                  5m )        ; how long "no such name" may be kept
          IN NS   ns1
          IN NS   ns2
          IN MX   10 mail
          IN MX   20 mail.example.net.
          IN A    192.0.2.1
          IN AAAA 2001:db8::1
          IN TXT  "v=spf1 mx -all"
ns1       IN A    192.0.2.53
ns2       IN A    198.51.100.53
          IN AAAA 2001:db8:53::2
www       IN CNAME @
ftp       IN CNAME www
away      IN CNAME www.example.net.
mail  600 IN A    192.0.2.25
note      IN TXT  "one; two" "three \"quoted\""
_sip._tcp IN SRV  10 60 5060 sip
_sip._tcp IN SRV  20 0 5060 sip.example.net.
sip       IN A    192.0.2.60
deep.below.here IN A 192.0.2.77
*.wild    IN A    192.0.2.99
          IN TXT  "from a wildcard"

; Another zone, with its own name servers.
child     IN NS   ns.child
          IN NS   ns2
ns.child  IN A    192.0.2.100

; Too much for a UDP packet.
big       IN TXT  "${"a".repeat(250)}"
          IN TXT  "${"b".repeat(250)}"
          IN TXT  "${"c".repeat(250)}"
          IN TXT  "${"d".repeat(250)}"
          IN TXT  "${"e".repeat(250)}"
          IN TXT  "${"f".repeat(250)}"
`;
