package credits.infrastructure.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The names that the templates give to resources themselves. CloudFormation makes all others, which are
/// unique.
class PhysicalNamesTest {
    // The longest name of a region, and the shortest.
    private static final List<String> REGIONS = List.of("ap-northeast-1", "eu-west-1");
    static final String LONGEST_STAGE = "s234567890123456";
    // Each has a name within another resource, or one that need not be unique.
    private static final Set<String> NAMED_ELSEWHERE = Set.of(
            "AWS::ApiGatewayV2::Api",
            "AWS::ApiGatewayV2::Authorizer",
            "AWS::ApiGatewayV2::DomainName",
            "AWS::ApiGatewayV2::Stage",
            "AWS::Cognito::UserPoolGroup",
            "AWS::Cognito::UserPoolResourceServer",
            "AWS::IAM::Policy",
            "AWS::Lambda::Alias",
            "AWS::Logs::MetricFilter");
    // Named in an AWS account, as everything of CloudFront's; everything else is named in a region.
    private static final Set<String> GLOBAL = Set.of(
            "AWS::CloudFront::Function",
            "AWS::CloudFront::OriginAccessControl",
            "AWS::CloudFront::ResponseHeadersPolicy");
    private static final Map<String, Integer> MAX_LENGTHS = Map.of(
            "AWS::Backup::BackupVault", 50,
            "AWS::CloudFront::Function", 64,
            "AWS::CloudFront::OriginAccessControl", 64,
            "AWS::CloudFront::ResponseHeadersPolicy", 128,
            "AWS::CloudWatch::Alarm", 255,
            "AWS::Cognito::UserPool", 128,
            "AWS::Events::EventBus", 256);

    /// Red when a name lacks the stage or, for what is named globally, the region: a second deployment into the
    /// account would fail, or take over what the first has made.
    @Test
    void two_stages_in_two_regions_of_one_account_share_no_name() {
        var names = new ArrayList<String>();
        for (var stage : DeploymentStage.values())
            for (var region : REGIONS)
                named(stage.templates())
                        .forEach((resource, name) -> names.add(resource.type() + " "
                                + inRegion(name, region)
                                + (GLOBAL.contains(resource.type()) ? "" : " in " + region)));

        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(4 * (GLOBAL.size() + 2));
    }

    /// No name of a stage with the longest name exceeds its limit in the region with the longest. Fails too for
    /// a type whose limit is not listed here.
    static void assertWithinLimits(SynthesizedTemplates templates) {
        named(templates).forEach((resource, name) -> {
            var longest = inRegion(name, REGIONS.getFirst());

            assertThat(MAX_LENGTHS).containsKey(resource.type());
            assertThat(longest)
                    .contains(LONGEST_STAGE)
                    .hasSizeLessThanOrEqualTo(requireNonNull(MAX_LENGTHS.get(resource.type())));
        });
    }

    private static Map<TemplateResource, JsonNode> named(SynthesizedTemplates templates) {
        var named = new TreeMap<TemplateResource, JsonNode>((a, b) -> a.id().compareTo(b.id()));
        templates
                .templateResources()
                .filter(each -> !NAMED_ELSEWHERE.contains(each.type()))
                .forEach(each -> nameOf(each).forEach(name -> named.put(each, name)));
        return named;
    }

    // `Name`, `RoleName` of a role, and so on, possibly within `…Config`; references to other resources are no
    // names.
    private static Stream<JsonNode> nameOf(TemplateResource resource) {
        var kind = resource.type().substring(resource.type().lastIndexOf(':') + 1);
        var properties = resource.json().path("Properties");
        return Stream.of(properties, properties.path(kind + "Config"))
                .flatMap(each -> Stream.of(each.path("Name"), each.path(kind + "Name")))
                .filter(name -> name.isTextual() || name.has("Fn::Join"));
    }

    private static String inRegion(JsonNode name, String region) {
        if (name.isTextual()) return name.textValue();
        return String.join(
                "",
                name.at("/Fn::Join/1")
                        .valueStream()
                        .map(part -> part.isTextual() ? part.textValue() : region)
                        .toList());
    }
}
