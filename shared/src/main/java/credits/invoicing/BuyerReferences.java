package credits.invoicing;

import java.util.Optional;

/// What a buyer wants invoices to bear, so that they can be delivered, assigned and paid without asking.
///
/// @param buyerReference the buyer's own reference, such as a cost centre or a Leitweg-ID (EN 16931, BT-10)
/// @param purchaseOrder the number of the buyer's purchase order (BT-13)
/// @param electronicAddress where the buyer receives e-invoices (BT-49)
/// @param sdiAddressee who a buyer in Italy is to the exchange system
public record BuyerReferences(
        Optional<String> buyerReference,
        Optional<String> purchaseOrder,
        Optional<ElectronicAddress> electronicAddress,
        SdiAddressee sdiAddressee) {
    public static final BuyerReferences NONE =
            new BuyerReferences(Optional.empty(), Optional.empty(), Optional.empty());

    /// Creates the references of a buyer whom the exchange system does not know.
    public BuyerReferences(
            Optional<String> buyerReference,
            Optional<String> purchaseOrder,
            Optional<ElectronicAddress> electronicAddress) {
        this(buyerReference, purchaseOrder, electronicAddress, SdiAddressee.NONE);
    }

    /// Returns these references with those that `other` has instead.
    public BuyerReferences replacedBy(BuyerReferences other) {
        return new BuyerReferences(
                other.buyerReference.or(() -> buyerReference),
                other.purchaseOrder.or(() -> purchaseOrder),
                other.electronicAddress.or(() -> electronicAddress),
                sdiAddressee.replacedBy(other.sdiAddressee));
    }
}
