package zhangfang.intake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Invoice files of our own making, as the tax bureau's programs write them. All names in them are invented. */
public final class EInvoiceFiles {

    public static final String NUMBER = "26442000000000012345";
    public static final String SELLER = "广州示范财税服务有限公司";
    public static final String SELLER_TAX_NUMBER = "91350100M000100Y43";
    public static final String BUYER = "佛山星河商贸有限公司";
    public static final String BUYER_TAX_NUMBER = "9144030071526726XG";

    private EInvoiceFiles() {
    }

    /** 数电票 (普通发票) of two lines: 1 000.00 + 200.00, tax 12.00, total 1 212.00. */
    public static String xml() {
        return xml(NUMBER, "1200.00", "12.00", "1212.00");
    }

    public static String xml(String number, String amount, String tax, String total) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <EInvoice><Header><EIid>%1$s</EIid><InherentLabel>
                <GeneralOrSpecialVAT><LabelCode>02</LabelCode><LabelName>普通发票</LabelName></GeneralOrSpecialVAT>
                </InherentLabel></Header><EInvoiceData>
                <SellerInformation><SellerIdNum>%5$s</SellerIdNum><SellerName>%6$s</SellerName></SellerInformation>
                <BuyerInformation><BuyerIdNum>%7$s</BuyerIdNum><BuyerName>%8$s</BuyerName></BuyerInformation>
                <BasicInformation><TotalAmWithoutTax>%2$s</TotalAmWithoutTax><TotalTaxAm>%3$s</TotalTaxAm>
                <TotalTax-includedAmount>%4$s</TotalTax-includedAmount><Drawer>张三</Drawer>
                <RequestTime>2026-03-04 10:00:00</RequestTime></BasicInformation>
                <IssuItemInformation><ItemName>*现代服务*代理记账费</ItemName><SpecMod>月</SpecMod><MeaUnits>项</MeaUnits>
                <Quantity>2</Quantity><UnPrice>500</UnPrice><Amount>1000.00</Amount><TaxRate>0.01</TaxRate>
                <ComTaxAm>10.00</ComTaxAm></IssuItemInformation>
                <IssuItemInformation><ItemName>*现代服务*咨询费</ItemName><Amount>200</Amount><TaxRate>0.010000</TaxRate>
                <ComTaxAm>2.000000</ComTaxAm></IssuItemInformation>
                <AdditionalInformation><Remark>三月服务费</Remark></AdditionalInformation></EInvoiceData>
                <TaxSupervisionInfo><InvoiceNumber>%1$s</InvoiceNumber><IssueTime>2026-03-05 08:30:01</IssueTime>
                </TaxSupervisionInfo></EInvoice>
                """.formatted(number, amount, tax, total, SELLER_TAX_NUMBER, SELLER, BUYER_TAX_NUMBER, BUYER);
    }

    /** 税控电子发票 as the attachment of an OFD file has it. */
    public static String taxControlXml() {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019" Version="1.0">
                <fp:InvoiceCode>044002600111</fp:InvoiceCode><fp:InvoiceNo>12345678</fp:InvoiceNo>
                <fp:IssueDate>2026年03月05日</fp:IssueDate>
                <fp:Buyer><fp:BuyerName>%s</fp:BuyerName><fp:BuyerTaxID>%s</fp:BuyerTaxID></fp:Buyer>
                <fp:Seller><fp:SellerName>%s</fp:SellerName><fp:SellerTaxID>%s</fp:SellerTaxID></fp:Seller>
                <fp:TaxInclusiveTotalAmount>106.00</fp:TaxInclusiveTotalAmount><fp:Note>备注</fp:Note>
                <fp:InvoiceClerk>李四</fp:InvoiceClerk><fp:TaxTotalAmount>6.00</fp:TaxTotalAmount>
                <fp:TaxExclusiveTotalAmount>100.00</fp:TaxExclusiveTotalAmount>
                <fp:GraphCode>01,10,044002600111,12345678,100.00,20260305,1,0941,</fp:GraphCode>
                <fp:GoodsInfos><fp:GoodsInfo><fp:Item>*餐饮服务*餐费</fp:Item><fp:Price>100</fp:Price>
                <fp:Quantity>1</fp:Quantity><fp:Amount>100.00</fp:Amount><fp:TaxScheme>6%%</fp:TaxScheme>
                <fp:TaxAmount>6.00</fp:TaxAmount></fp:GoodsInfo></fp:GoodsInfos></eInvoice>
                """.formatted(BUYER, BUYER_TAX_NUMBER, SELLER, SELLER_TAX_NUMBER);
    }

    /** The table of contents of an OFD file with what it says of the invoice in plain text. */
    public static String ofdContents(String code, String number) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" DocType="OFD" Version="1.1"><ofd:DocBody><ofd:DocInfo>
                <ofd:CustomDatas><ofd:CustomData Name="发票代码">%s</ofd:CustomData>
                <ofd:CustomData Name="发票号码">%s</ofd:CustomData><ofd:CustomData Name="合计税额">6.00</ofd:CustomData>
                <ofd:CustomData Name="合计金额">100.00</ofd:CustomData>
                <ofd:CustomData Name="开票日期">2026年03月05日</ofd:CustomData>
                <ofd:CustomData Name="购买方纳税人识别号">%s</ofd:CustomData>
                <ofd:CustomData Name="销售方纳税人识别号">%s</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>
                <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>
                """.formatted(code, number, BUYER_TAX_NUMBER, SELLER_TAX_NUMBER);
    }

    public static byte[] ofd() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("OFD.xml", utf8(ofdContents("044002600111", "12345678")));
        parts.put("Doc_0/Document.xml", utf8("<ofd:Document xmlns:ofd=\"http://www.ofdspec.org/2016\"/>"));
        parts.put("Doc_0/Attachs/original_invoice.xml", utf8(taxControlXml()));
        return zip(parts);
    }

    public static byte[] zip(Map<String, byte[]> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A PDF whose page says the invoice as the tax bureau prints it. */
    public static byte[] pdf() {
        return pdf(List.of(
                "100 760 电子发票（普通发票）",
                "400 760 发票号码：" + NUMBER,
                "400 740 开票日期：2026年03月05日",
                "40 700 名称：" + BUYER, "320 700 名称：" + SELLER,
                "40 680 统一社会信用代码/纳税人识别号：" + BUYER_TAX_NUMBER,
                "320 680 统一社会信用代码/纳税人识别号：" + SELLER_TAX_NUMBER,
                "40 650 项目名称", "140 650 规格型号", "210 650 单位", "250 650 数量", "300 650 单价", "370 650 金额",
                "430 650 税率/征收率", "520 650 税额",
                "40 630 *现代服务*代理记账费", "160 630 月", "210 630 项", "250 630 2", "300 630 500", "370 630 1000.00",
                "430 630 1%", "520 630 10.00",
                "40 610 *现代服务*咨询费", "370 610 200.00", "430 610 1%", "520 610 2.00",
                "60 560 合  计", "370 560 ¥1200.00", "520 560 ¥12.00",
                "40 540 价税合计（大写）", "140 540 壹仟贰佰壹拾贰圆整", "370 540 （小写）¥1212.00",
                "40 480 开票人：张三"), Map.of());
    }

    /** @param texts each {@code x y text} in points from the lower left */
    public static byte[] pdf(List<String> texts, Map<String, byte[]> attachments) {
        try (PDDocument document = new PDDocument();
                InputStream font = EInvoiceFiles.class.getResourceAsStream("/fonts/NotoSansSC_400Regular.ttf")) {
            PDFont noto = PDType0Font.load(document, font, true);
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                for (String text : texts) {
                    String[] parts = text.split(" ", 3);
                    content.beginText();
                    content.setFont(noto, 8);
                    content.newLineAtOffset(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
                    content.showText(parts[2]);
                    content.endText();
                }
            }
            attach(document, attachments);
            return saved(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void attach(PDDocument document, Map<String, byte[]> attachments) throws IOException {
        Map<String, PDComplexFileSpecification> files = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> attachment : attachments.entrySet()) {
            PDComplexFileSpecification file = new PDComplexFileSpecification();
            file.setFile(attachment.getKey());
            file.setFileUnicode(attachment.getKey());
            file.setEmbeddedFile(new PDEmbeddedFile(document, new ByteArrayInputStream(attachment.getValue())));
            files.put(attachment.getKey(), file);
        }
        PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
        tree.setNames(files);
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
        names.setEmbeddedFiles(tree);
        document.getDocumentCatalog().setNames(names);
    }

    static byte[] saved(PDDocument document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
