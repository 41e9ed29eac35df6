"""The XMP packet of a copy: what it is, what it was made from, and that its text is not proofread.

Must not take the time from anywhere but the metadata it is given.
Source: ISO 19005-2 section 6.6; ISO 16684-1; the extension schema of section 6.6.2.3.3.
"""

import datetime as dt
import re
import uuid
from xml.sax.saxutils import escape

from digitize.ports import CopyMetadata

NAMESPACE = "urn:sohoa:paper:1#"
PREFIX = "sohoa"

TEXT_NOTE = (
    "Hidden text is recognised by machine and not proofread. / Lớp chữ ẩn do máy nhận dạng, chưa hiệu đính."
)
NO_TEXT_NOTE = "Picture of the paper without hidden text. / Ảnh của giấy tờ, không có lớp chữ ẩn."

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_NAME = re.compile(r"[^A-Za-z0-9_.-]")


def xmp_packet(metadata: CopyMetadata, pages: int, *, has_text: bool) -> bytes:
    """Write the packet.

    Args:
        metadata: what the paper is; dates are `made_at`, to the second.
        pages: number of pages of the copy.
        has_text: an invisible text layer lies under the pictures.
    """
    note = TEXT_NOTE if has_text else NO_TEXT_NOTE
    own = {
        "identifier": metadata.identifier,
        "pages": str(pages),
        "hiddenText": "recognised, not proofread" if has_text else "none",
    }
    for name, value in sorted(metadata.properties.items()):
        own.setdefault(_name(name), value)
    return _PACKET.format(
        title=_text(metadata.title),
        note=_text(note),
        identifier=_text(metadata.identifier),
        made=_moment(metadata.made_at),
        document=uuid.UUID(bytes=metadata.document_id),
        namespace=NAMESPACE,
        prefix=PREFIX,
        own="\n".join(f"   <{PREFIX}:{key}>{_text(value)}</{PREFIX}:{key}>" for key, value in own.items()),
        schema="\n".join(_SCHEMA_PROPERTY.format(name=key) for key in own),
    ).encode()


def _moment(made_at: dt.datetime) -> str:
    return made_at.replace(microsecond=0).isoformat()


def _text(value: str) -> str:
    return escape(_NOT_XML.sub("", value))


def _name(key: str) -> str:
    """Return `key` as an XML name."""
    name = _NOT_NAME.sub("_", key)
    return name if name[:1].isalpha() else f"p_{name}"


_SCHEMA_PROPERTY = """        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>{name}</pdfaProperty:name>
         <pdfaProperty:valueType>Text</pdfaProperty:valueType>
         <pdfaProperty:category>external</pdfaProperty:category>
         <pdfaProperty:description>{name} of the paper</pdfaProperty:description>
        </rdf:li>"""

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
    xmlns:{prefix}="{namespace}"
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>U</pdfaid:conformance>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{note}</rdf:li></rdf:Alt></dc:description>
   <dc:identifier>{identifier}</dc:identifier>
   <dc:language><rdf:Bag><rdf:li>vi</rdf:li></rdf:Bag></dc:language>
   <xmp:CreateDate>{made}</xmp:CreateDate>
   <xmp:ModifyDate>{made}</xmp:ModifyDate>
   <xmp:MetadataDate>{made}</xmp:MetadataDate>
   <xmp:CreatorTool>sohoa</xmp:CreatorTool>
   <xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID>
{own}
   <pdfaExtension:schemas>
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>Digitised paper</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
{schema}
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
    </rdf:Bag>
   </pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""
