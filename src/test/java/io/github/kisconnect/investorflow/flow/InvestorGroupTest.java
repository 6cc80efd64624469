package io.github.kisconnect.investorflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An investor group")
class InvestorGroupTest {

    @ParameterizedTest(name = "{0} is {1}.{2}")
    @DisplayName("has the field names of the brokerage's page, each for the record's field of the page's Korean label")
    @CsvSource({
        "frgn_seln_vol, foreigner, sell_volume",
        "frgn_shnu_vol, foreigner, buy_volume",
        "frgn_ntby_qty, foreigner, net_buy_volume",
        "frgn_seln_tr_pbmn, foreigner, sell_value",
        "frgn_shnu_tr_pbmn, foreigner, buy_value",
        "frgn_ntby_tr_pbmn, foreigner, net_buy_value",
        "prsn_seln_vol, individual, sell_volume",
        "prsn_shnu_vol, individual, buy_volume",
        "prsn_ntby_qty, individual, net_buy_volume",
        "prsn_seln_tr_pbmn, individual, sell_value",
        "prsn_shnu_tr_pbmn, individual, buy_value",
        "prsn_ntby_tr_pbmn, individual, net_buy_value",
        "orgn_seln_vol, institution_total, sell_volume",
        "orgn_shnu_vol, institution_total, buy_volume",
        "orgn_ntby_qty, institution_total, net_buy_volume",
        "orgn_seln_tr_pbmn, institution_total, sell_value",
        "orgn_shnu_tr_pbmn, institution_total, buy_value",
        "orgn_ntby_tr_pbmn, institution_total, net_buy_value",
        "scrt_seln_vol, financial_investment, sell_volume",
        "scrt_shnu_vol, financial_investment, buy_volume",
        "scrt_ntby_qty, financial_investment, net_buy_volume",
        "scrt_seln_tr_pbmn, financial_investment, sell_value",
        "scrt_shnu_tr_pbmn, financial_investment, buy_value",
        "scrt_ntby_tr_pbmn, financial_investment, net_buy_value",
        "ivtr_seln_vol, investment_trust, sell_volume",
        "ivtr_shnu_vol, investment_trust, buy_volume",
        "ivtr_ntby_qty, investment_trust, net_buy_volume",
        "ivtr_seln_tr_pbmn, investment_trust, sell_value",
        "ivtr_shnu_tr_pbmn, investment_trust, buy_value",
        "ivtr_ntby_tr_pbmn, investment_trust, net_buy_value",
        "pe_fund_seln_tr_pbmn, private_fund, sell_value",
        "pe_fund_seln_vol, private_fund, sell_volume",
        "pe_fund_ntby_vol, private_fund, net_buy_volume",
        "pe_fund_shnu_tr_pbmn, private_fund, buy_value",
        "pe_fund_shnu_vol, private_fund, buy_volume",
        "pe_fund_ntby_tr_pbmn, private_fund, net_buy_value",
        "bank_seln_vol, bank, sell_volume",
        "bank_shnu_vol, bank, buy_volume",
        "bank_ntby_qty, bank, net_buy_volume",
        "bank_seln_tr_pbmn, bank, sell_value",
        "bank_shnu_tr_pbmn, bank, buy_value",
        "bank_ntby_tr_pbmn, bank, net_buy_value",
        "insu_seln_vol, insurance, sell_volume",
        "insu_shnu_vol, insurance, buy_volume",
        "insu_ntby_qty, insurance, net_buy_volume",
        "insu_seln_tr_pbmn, insurance, sell_value",
        "insu_shnu_tr_pbmn, insurance, buy_value",
        "insu_ntby_tr_pbmn, insurance, net_buy_value",
        "mrbn_seln_vol, other_financial, sell_volume",
        "mrbn_shnu_vol, other_financial, buy_volume",
        "mrbn_ntby_qty, other_financial, net_buy_volume",
        "mrbn_seln_tr_pbmn, other_financial, sell_value",
        "mrbn_shnu_tr_pbmn, other_financial, buy_value",
        "mrbn_ntby_tr_pbmn, other_financial, net_buy_value",
        "fund_seln_vol, pension_fund, sell_volume",
        "fund_shnu_vol, pension_fund, buy_volume",
        "fund_ntby_qty, pension_fund, net_buy_volume",
        "fund_seln_tr_pbmn, pension_fund, sell_value",
        "fund_shnu_tr_pbmn, pension_fund, buy_value",
        "fund_ntby_tr_pbmn, pension_fund, net_buy_value",
        "etc_orgt_seln_vol, other_organization, sell_volume",
        "etc_orgt_shnu_vol, other_organization, buy_volume",
        "etc_orgt_ntby_vol, other_organization, net_buy_volume",
        "etc_orgt_seln_tr_pbmn, other_organization, sell_value",
        "etc_orgt_shnu_tr_pbmn, other_organization, buy_value",
        "etc_orgt_ntby_tr_pbmn, other_organization, net_buy_value",
        "etc_corp_seln_vol, other_corporation, sell_volume",
        "etc_corp_shnu_vol, other_corporation, buy_volume",
        "etc_corp_ntby_vol, other_corporation, net_buy_volume",
        "etc_corp_seln_tr_pbmn, other_corporation, sell_value",
        "etc_corp_shnu_tr_pbmn, other_corporation, buy_value",
        "etc_corp_ntby_tr_pbmn, other_corporation, net_buy_value"
    })
    void apiFields(String apiField, String group, String figure) {
        List<String> found = Arrays.stream(InvestorGroup.values())
                .flatMap(one -> Arrays.stream(Figure.values())
                        .filter(each -> one.apiField(each).equals(apiField))
                        .map(each -> one.fieldName() + "." + each.fieldName()))
                .toList();
        assertThat(found).containsExactly(group + "." + figure);
    }

    @Test
    @DisplayName("comes twelve times with six figures, in the order of the record")
    void order() {
        assertThat(InvestorGroup.values())
                .extracting(InvestorGroup::fieldName)
                .containsExactly(
                        "foreigner",
                        "individual",
                        "institution_total",
                        "financial_investment",
                        "investment_trust",
                        "private_fund",
                        "bank",
                        "insurance",
                        "other_financial",
                        "pension_fund",
                        "other_organization",
                        "other_corporation");
        assertThat(Figure.values())
                .extracting(Figure::fieldName)
                .containsExactly(
                        "sell_volume", "buy_volume", "net_buy_volume", "sell_value", "buy_value", "net_buy_value");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("has the page's prefix and Korean label")
    @CsvSource({
        "foreigner, frgn, 외국인",
        "individual, prsn, 개인",
        "institution_total, orgn, 기관계",
        "financial_investment, scrt, 증권",
        "investment_trust, ivtr, 투자신탁",
        "private_fund, pe_fund, 사모 펀드",
        "bank, bank, 은행",
        "insurance, insu, 보험",
        "other_financial, mrbn, 종금",
        "pension_fund, fund, 기금",
        "other_organization, etc_orgt, 기타 단체",
        "other_corporation, etc_corp, 기타 법인"
    })
    void labels(String fieldName, String prefix, String label) {
        InvestorGroup group = Arrays.stream(InvestorGroup.values())
                .filter(one -> one.fieldName().equals(fieldName))
                .findFirst()
                .orElseThrow();
        assertThat(group.apiPrefix()).isEqualTo(prefix);
        assertThat(group.koreanLabel()).isEqualTo(label);
        assertThat(group.meaning()).isNotBlank();
    }
}
