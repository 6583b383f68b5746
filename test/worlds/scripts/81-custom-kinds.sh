# What needs types of kubectl's own does not take custom resources; versions of one kind. (1.27 names another line of Go.)
# versions: 1.33
cat > m.yaml <<'Y'
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.shop.example.com
spec:
  group: shop.example.com
  scope: Cluster
  names: {plural: widgets, kind: Widget, shortNames: [wd]}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              size: {type: integer, default: 3}
              colour: {type: string}
    additionalPrinterColumns:
    - {name: Size, type: integer, jsonPath: .spec.size}
  - name: v1beta1
    served: true
    storage: false
    deprecated: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              size: {type: integer}
              old: {type: string, default: yes-old}
  - name: v1alpha1
    served: false
    storage: false
    schema:
      openAPIV3Schema:
        type: object
        x-kubernetes-preserve-unknown-fields: true
Y
kubectl apply -f m.yaml
kubectl api-resources --api-group=shop.example.com
kubectl api-versions | grep shop
kubectl create -f - <<< '{"apiVersion":"shop.example.com/v1","kind":"Widget","metadata":{"name":"a"},"spec":{"colour":"red"}}'
kubectl create -f - <<< '{"apiVersion":"shop.example.com/v1beta1","kind":"Widget","metadata":{"name":"b"},"spec":{"old":"x"}}'
kubectl get wd
kubectl get widgets.v1beta1.shop.example.com
kubectl get widgets.v1beta1.shop.example.com a -o yaml
kubectl get widgets.v1.shop.example.com b -o yaml
kubectl get wd b -o jsonpath='{.apiVersion}{"\n"}'
kubectl explain widget.spec
kubectl explain widget.spec --api-version=shop.example.com/v1beta1
kubectl get wd -n kube-system a
kubectl create -n default -f - <<< '{"apiVersion":"shop.example.com/v1","kind":"Widget","metadata":{"name":"c","namespace":"default"}}'
kubectl get --raw /apis/shop.example.com/v1 
kubectl get --raw /apis/shop.example.com
kubectl get apiservices | grep shop
kubectl set image widget/a a=b
kubectl rollout status widget/a
kubectl logs widget/a
kubectl expose widget a --port=80
kubectl patch crd widgets.shop.example.com --type=json -p '[{"op":"replace","path":"/spec/versions/1/served","value":false}]'
kubectl api-resources --api-group=shop.example.com
kubectl patch crd widgets.shop.example.com --type=merge -p '{"spec":{"scope":"Namespaced"}}'
kubectl create -f - <<< '{"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"things.shop.example.com"},"spec":{"group":"shop.example.com","names":{"plural":"things","kind":"Widget","shortNames":["wd","th"]},"scope":"Cluster","versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}}'
kubectl get crd things.shop.example.com -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}{.status.acceptedNames}{"\n"}'
kubectl delete crd widgets.shop.example.com
kubectl get crd things.shop.example.com -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}{.status.acceptedNames}{"\n"}'
