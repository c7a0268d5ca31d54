verify.packedAnew = "it looks as if the bundle was unpacked and zipped again, and nothing in it was checked; check the file as it was downloaded, or download the bundle again";
// A ZIP whose members are stored as they are, read from memory. Every byte belongs to one member, or to their list.
verify.Zip = class {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.members = new Map();
    const [list, listed] = this.directory();
    let ends = [0];
    for (const member of listed.sort((left, right) => left.begin - right.begin)) {
      if (this.members.has(member.name)) verify.refuse(`${member.name} is there twice`);
      if (!ends.includes(member.begin)) verify.refuse(`${member.name} does not begin where the member before it ends`);
      this.members.set(member.name, { ...member, first: this.first(member) });
      ends = this.ends(member, this.members.get(member.name).first + member.size);
    }
    if (!ends.includes(list)) verify.refuse("something lies between the members and their list");
  }
  narrow(at) { return this.inside(at, 2).getUint16(at, true); }
  wide(at) { return this.inside(at, 4).getUint32(at, true); }
  inside(at, size) {
    if (at < 0 || at + size > this.bytes.length) verify.refuse("it is no whole ZIP file: it is cut off");
    return this.view;
  }
  slice(at, size) { this.inside(at, size); return this.bytes.slice(at, at + size); }
  /** The offset of the central directory, and its members. */
  directory() {
    const end = this.bytes.length - 22;
    if (end < 0 || this.wide(end) !== 0x06054b50) verify.refuse("it is no whole ZIP file: its end is missing, or something lies behind it");
    const [here, count, size, list] = [this.narrow(end + 8), this.narrow(end + 10), this.wide(end + 12), this.wide(end + 16)];
    if (count === 0xffff) verify.refuse("it has more members than this page reads; handsel-verify reads them");
    const misfit = () => verify.refuse("its end does not fit the list of its members");
    if (this.wide(end + 4) || here !== count || this.narrow(end + 20) || list + size !== end) misfit();
    const listed = [];
    let at = list;
    for (let left = count; left > 0; left -= 1) {
      listed.push(this.listed(at));
      at += 46 + this.narrow(at + 28);
    }
    return at === end ? [list, listed] : misfit();
  }
  listed(at) {
    const [packed, size, named] = [this.wide(at + 20), this.wide(at + 24), this.narrow(at + 28)];
    const [extra, ...others] = [this.narrow(at + 30), this.narrow(at + 32), this.narrow(at + 34)];
    if (this.wide(at) !== 0x02014b50 || others.some(Boolean) || [packed, size].includes(0xffffffff)) verify.refuse("its list of members is broken");
    const name = String.fromCharCode(...this.slice(at + 46, named));
    if (!/^[ -~]*$/.test(name)) verify.refuse("a member has a name that no bundle’s members have");
    if (extra) verify.refuse(`${name} has a field that no bundle’s members have: ${verify.packedAnew}`);
    if (this.narrow(at + 10) !== 0 || packed !== size) verify.refuse(`${name} is compressed, which no bundle’s members are: ${verify.packedAnew}`);
    if (![0, 8].includes(this.narrow(at + 8))) verify.refuse(`${name} is encrypted, or marked as no bundle’s members are`);
    const plain = this.narrow(at + 36) === 0 && this.wide(at + 38) === 0o600 * 0x10000 && this.wide(at + 12) === 0x210000;
    const version = [20, 45].find((number) => this.wide(at + 4) === number * 0x10000 + 0x300 + number);
    if (!plain || !version) verify.refuse(`${name} has attributes that no bundle’s members have: ${verify.packedAnew}`);
    return { name, size, version, crc: this.wide(at + 16), begin: this.wide(at + 42), rest: this.slice(at + 8, 8), streamed: this.narrow(at + 8) === 8 };
  }
  /** Where the bytes of a member begin, behind its own header, which must say what the list says. */
  first({ name, size, version, crc, begin, rest, streamed }) {
    const sums = [this.wide(begin + 14), this.wide(begin + 18), this.wide(begin + 22)].join();
    const expected = streamed ? ["0,0,0", "0,4294967295,4294967295"] : [`${crc},${size},${size}`];
    const [named, extra] = [this.narrow(begin + 26), this.narrow(begin + 28)];
    const own = String.fromCharCode(...this.slice(begin + 30, named));
    const same = this.wide(begin) === 0x04034b50 && verify.same(this.slice(begin + 6, 8), rest) && own === name;
    if (!same || !expected.includes(sums) || !this.behind(begin + 30 + named, extra, streamed ? 0 : size) || ![20, version].includes(this.narrow(begin + 4))) verify.refuse(`${name} is another in its own header`);
    return begin + 30 + named + extra;
  }
  /** Whether nothing stands behind a name, or the size once more, with room for a large one. */
  behind(at, extra, size) {
    const large = new Uint8Array(Uint32Array.from([0x100001, size, 0, size, 0]).buffer);
    return extra === 0 || (extra === large.length && verify.same(this.slice(at, extra), large));
  }
  /** Where a member may end: after its bytes, or after their sum, which writers of streams put there. */
  ends({ size, crc, streamed }, end) {
    if (!streamed) return [end];
    const sums = [[0x08074b50, crc, size, size], [0x08074b50, crc, size, 0, size, 0]].map((numbers) => new Uint8Array(Uint32Array.from(numbers).buffer));
    return sums.filter((sum) => verify.same(this.bytes.slice(end, end + sum.length), sum)).map((sum) => end + sum.length);
  }
  names() { return [...this.members.keys()]; }
  has(name) { return this.members.has(name); }
  /** The bytes of a member, of which there may be so many. */
  read(name, most = Infinity) {
    const { first, size, crc } = this.members.get(name) ?? verify.refuse(`${name} is missing`);
    if (size > most) verify.refuse(`${name} is longer than ${most} bytes`);
    const bytes = this.slice(first, size);
    if (verify.crc(bytes) !== crc) verify.refuse(`${name} does not have the sum that is said`);
    return bytes;
  }
};
